namespace Rom.Forecasting.Work;

/// <summary>
/// A piece of work that the host waits for, from <see cref="Begin"/> to <see cref="Dispose"/>. It is named when a
/// signal has to wait for it, and when the process ends during it.
/// </summary>
/// <remarks>
/// Threads and tasks started in it belong to it (<see cref="AsyncLocal{T}"/>), so that an exit caused by one of them is
/// attributed to this work.
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

    /// <summary>The description of the work, such as <c>the training of MVAR</c>.</summary>
    public string Name { get; }

    /// <summary>The plugin whose code does it; null for the host's own.</summary>
    public string? Plugin { get; }

    /// <summary>Whether it has ended.</summary>
    public bool IsOver
    {
        get
        {
            lock (Gate) return isOver;
        }
    }

    /// <summary>The work of this thread, or the work that started it; it may have ended.</summary>
    public static WorkUnderWay? OfThisThread => Local.Value;

    /// <summary>The current works that are not part of another one, in the order of their beginning.</summary>
    public static IReadOnlyList<WorkUnderWay> Innermost
    {
        get
        {
            lock (Gate) return [.. All.Where(work => work.inner == 0)];
        }
    }

    /// <summary>
    /// Raised when work that is not brief begins or ends, in that order, with the innermost such works; the handler
    /// must be quick and must not throw.
    /// </summary>
    public static event Action<IReadOnlyList<WorkUnderWay>>? Changed;

    /// <summary>Begins a piece of work on this thread, inside the current one.</summary>
    /// <param name="name">The description of the work, such as <c>the training of MVAR</c>.</param>
    /// <param name="plugin">The plugin whose code does it; null for the plugin of the outer work.</param>
    /// <param name="isBrief">
    /// Whether it takes no longer than writing a file: <see cref="Changed"/> is then not raised.
    /// </param>
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

    /// <summary>Names works in one line: both of two, else the first and the number of the others.</summary>
    /// <param name="works">The works.</param>
    /// <returns>Null for no difference.</returns>
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
