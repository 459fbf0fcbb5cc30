using RomHost.Progress;

namespace RomHost.Artifacts;

/// <summary>Waits for artifacts that other processes make, and says for which.</summary>
/// <param name="display">Names what is waited for; null for a silent wait.</param>
/// <param name="cancellation">Ends the waiting.</param>
internal sealed class Patience(IProgressDisplay? display, CancellationToken cancellation)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(20), Longest = TimeSpan.FromSeconds(1);

    private string said = "";

    /// <summary>Tries again and again, less and less often, until no other process has the claim.</summary>
    /// <param name="work">The work, which throws <see cref="ArtifactClaimedException"/> where one has.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public T Until<T>(Func<T> work)
    {
        for (var pause = First; ; pause = Next(pause))
        {
            try
            {
                return work();
            }
            catch (ArtifactClaimedException e)
            {
                Wait(e, pause);
            }
        }
    }

    /// <summary>Works on items until all are done; those that other processes have claimed come last.</summary>
    /// <param name="count">The number of items.</param>
    /// <param name="pass">
    /// Works on the items of a list, and returns those that are left with the reason, which is null for none.
    /// </param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public void UntilAll(int count, Func<IReadOnlyList<int>, (IReadOnlyList<int> Left, ArtifactClaimedException?)> pass)
    {
        IReadOnlyList<int> left = [.. Enumerable.Range(0, count)];
        var pause = First;
        while (true)
        {
            int before = left.Count;
            (left, var reason) = pass(left);
            if (reason is null) return;
            pause = left.Count < before ? First : Next(pause);
            Wait(reason, pause);
        }
    }

    private static TimeSpan Next(TimeSpan pause) => pause * 1.5 is var longer && longer < Longest ? longer : Longest;

    private void Wait(ArtifactClaimedException reason, TimeSpan pause)
    {
        if (reason.Owner != said) display?.Say($"waiting for {reason.Owner}, which makes {reason.What}");
        said = reason.Owner;
        cancellation.WaitHandle.WaitOne(pause);
        cancellation.ThrowIfCancellationRequested();
    }
}
