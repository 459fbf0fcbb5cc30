using System.Diagnostics;

namespace Rom.Testing.Rules;

/// <summary>Checks that cancelled work ends within a second, with <see cref="OperationCanceledException"/>.</summary>
internal static class Cancelling
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Beginning = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // Another process may stall the machine for a second; a plugin that ignores its token is late every time.
    private const int Attempts = 2;

    /// <summary>
    /// Returns how the rule is broken, or null; work that finishes before its cancellation keeps the rule.
    /// </summary>
    /// <param name="work">The work.</param>
    public static string? Breach(Action<CancellationToken> work) =>
        Breach(work, TimeSpan.Zero) ?? Breach(work, Beginning);

    private static string? Breach(Action<CancellationToken> work, TimeSpan delay)
    {
        string? breach = null;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            breach = Once(work, delay);
            if (breach is null) break;
        }
        return breach;
    }

    private static string? Once(Action<CancellationToken> work, TimeSpan delay)
    {
        using var cancelling = new CancellationTokenSource();
        long cancelled = 0;
        using var registration =
            cancelling.Token.Register(() => Volatile.Write(ref cancelled, Stopwatch.GetTimestamp()));
        var token = cancelling.Token;
        if (delay == TimeSpan.Zero) cancelling.Cancel();
        else cancelling.CancelAfter(delay);
        var task = Task.Run(() => work(token), CancellationToken.None);
        try
        {
            if (!task.Wait(Patience)) return $"still at work {Patience.TotalSeconds:0} seconds after it was cancelled";
        }
        catch (AggregateException e) when (e.InnerException is OperationCanceledException)
        {
        }
        catch (AggregateException e)
        {
            return $"expected {nameof(OperationCanceledException)}, "
                + $"found {e.InnerException!.GetType().Name}: {e.InnerException.Message}";
        }
        long since = Volatile.Read(ref cancelled);
        var late = since == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(since);
        return late > Limit
            ? FormattableString.Invariant($"ended {late.TotalSeconds:0.0} seconds after it was cancelled")
            : null;
    }
}
