namespace Rom.Forecasting.Plugins;

/// <summary>
/// A piece of work that the host waits for, from <see cref="Begin"/> to <see cref="Dispose"/>: named when a signal has
/// to wait for it, and when the process ends during it.
/// </summary>
/// <remarks>
/// Threads and tasks that are started in it belong to it (<see cref="AsyncLocal{T}"/>), so that an end that comes from
/// one of them is known to be this work's.
/// </remarks>
internal sealed class WorkUnderWay : IDisposable
{
    private static readonly AsyncLocal<WorkUnderWay?> Local = new();
    private static readonly Lock Gate = new();
    private static readonly List<WorkUnderWay> All = [];

    private readonly WorkUnderWay? outer;
    private readonly bool isBrief;
    private int inner, innerLong;
    private bool isOver;

    private WorkUnderWay(string name, string? plugin, bool isBrief, WorkUnderWay? outer)
    {
        (Name, Plugin, this.isBrief, this.outer) = (name, plugin ?? outer?.Plugin, isBrief, outer);
        lock (Gate)
        {
            All.Add(this);
            Count(1);
        }
    }

    /// <summary>The work: <c>the training of MVAR</c>, say.</summary>
    public string Name { get; }

    /// <summary>The plugin whose code does it; null where it is the host's own.</summary>
    public string? Plugin { get; }

    /// <summary>Whether it is over.</summary>
    public bool IsOver
    {
        get
        {
            lock (Gate) return isOver;
        }
    }

    /// <summary>The work that this thread does, or that started it; it may be over.</summary>
    public static WorkUnderWay? OfThisThread => Local.Value;

    /// <summary>The works under way that no other is a part of, in the order in which they began.</summary>
    public static IReadOnlyList<WorkUnderWay> Innermost
    {
        get
        {
            lock (Gate) return [.. All.Where(work => work.inner == 0)];
        }
    }

    /// <summary>
    /// Raised when work that is not brief begins or ends, in that order, with the innermost of such works; the handler is
    /// quick and throws nothing.
    /// </summary>
    public static event Action<IReadOnlyList<WorkUnderWay>>? Changed;

    /// <summary>Begins a piece of work on this thread, inside the one that is under way there.</summary>
    /// <param name="name">The work: <c>the training of MVAR</c>, say.</param>
    /// <param name="plugin">The plugin whose code does it; null where that is what the outer work says.</param>
    /// <param name="isBrief">Whether it takes no longer than a file is written: <see cref="Changed"/> is silent then.</param>
    public static WorkUnderWay Begin(string name, string? plugin = null, bool isBrief = false) =>
        Local.Value = new(name, plugin, isBrief, Local.Value);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (Gate)
        {
            if (isOver) return;
            isOver = All.Remove(this);
            Count(-1);
        }
        Local.Value = outer;
    }

    /// <summary>Names works in one line: both where there are two, else the first and the number of the others.</summary>
    /// <param name="works">The works.</param>
    /// <returns>Null where there is none.</returns>
    public static string? Names(IReadOnlyList<WorkUnderWay> works)
    {
        string[] names = [.. works.Select(work => work.Name).Distinct()];
        return names switch
        {
            [] => null,
            [var only] => only,
            [var first, var second] => $"{first} and {second}",
            _ => $"{names[0]} and {names.Length - 1} others",
        };
    }

    private void Count(int change)
    {
        if (outer is not null) outer.inner += change;
        if (isBrief) return;
        if (outer is not null) outer.innerLong += change;
        Changed?.Invoke([.. All.Where(work => !work.isBrief && work.innerLong == 0)]);
    }
}
