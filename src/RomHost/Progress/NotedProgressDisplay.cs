namespace RomHost.Progress;

/// <summary>
/// Passes progress on to a display, and keeps the latest of it as a note, which <c>.claims</c> shows to others.
/// </summary>
/// <param name="display">The display.</param>
internal sealed class NotedProgressDisplay(IProgressDisplay display) : IProgressDisplay
{
    private static readonly Lock Gate = new();
    private static readonly List<Work> Current = [];

    private int stage, stages;

    /// <summary>The progress of the innermost work of this process; null for none.</summary>
    public static ProgressNote? Present
    {
        get
        {
            lock (Gate) return Current.Count > 0 ? Current[^1].Note : null;
        }
    }

    /// <inheritdoc/>
    public IProgressTask Begin(string title, double total, string unit) =>
        new Work(display.Begin(title, total, unit), new(title, 0, total, unit, stage, stages));

    /// <inheritdoc/>
    public IProgressTask BeginTimed(string title, double total, string unit) =>
        new Work(display.BeginTimed(title, total, unit), new(title, 0, total, unit, stage, stages));

    /// <inheritdoc/>
    public void Enter(int stage, int stages)
    {
        (this.stage, this.stages) = (stage, stages);
        display.Enter(stage, stages);
    }

    /// <inheritdoc/>
    public void Say(string message) => display.Say(message);

    /// <inheritdoc/>
    public void Warn(string message) => display.Warn(message);

    /// <inheritdoc/>
    public void Leave() => display.Leave();

    private sealed class Work : IProgressTask
    {
        private readonly IProgressTask shown;

        public Work(IProgressTask shown, ProgressNote note)
        {
            (this.shown, Note) = (shown, note);
            lock (Gate) Current.Add(this);
        }

        public ProgressNote Note { get; private set; }

        public void Report(double completed, string? note = null)
        {
            lock (Gate) Note = Note with { Completed = completed };
            shown.Report(completed, note);
        }

        public void Advance()
        {
            lock (Gate) Note = Note with { Completed = Note.Completed + 1 };
            shown.Advance();
        }

        public void Kept() => shown.Kept();

        public void Dispose()
        {
            lock (Gate) Current.Remove(this);
            shown.Dispose();
        }
    }
}
