using System.Globalization;
using Rom.Forecasting.Serialization;
using Spectre.Console;

namespace RomHost.Progress;

/// <summary>
/// Shows progress on a terminal: a bar for the current work with its rate and remaining time, and before it the
/// experiment's stages, a cell for each. Cells count stages and foretell no time, since stages take different ones.
/// </summary>
/// <remarks>Colours and bars are the host's; text is escaped by <see cref="Printable"/>.</remarks>
/// <param name="console">The terminal.</param>
internal sealed class LiveProgressDisplay(IAnsiConsole console) : IProgressDisplay
{
    private string stageOf = "";

    /// <inheritdoc/>
    public IProgressTask Begin(string title, double total, string unit) =>
        new Work(console, stageOf + title, total, unit, isTimed: false);

    /// <inheritdoc/>
    public IProgressTask BeginTimed(string title, double total, string unit) =>
        new Work(console, stageOf + title, total, unit, isTimed: true);

    /// <inheritdoc/>
    public void Enter(int stage, int stages)
    {
        var (done, left) = console.Profile.Capabilities.Unicode ? ('▰', '▱') : ('#', '-');
        stageOf = string.Create(
            CultureInfo.InvariantCulture,
            $"{new string(done, stage - 1)}{new string(left, stages - stage + 1)} {stage}/{stages} ");
    }

    /// <inheritdoc/>
    public void Say(string message) => console.WriteLine(Printable.Lines(message));

    /// <inheritdoc/>
    public void Warn(string message) =>
        console.MarkupLineInterpolated($"[yellow]warning:[/] {Printable.Lines(message)}");

    /// <inheritdoc/>
    public void Leave() => console.Cursor.Show(); // hidden while there is a bar

    private sealed class Work : IProgressTask
    {
        // The columns beside the bar, which takes what they leave.
        private const int Beside = 60, Narrowest = 10, Widest = 40;

        private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Task shown;
        private readonly ProgressContext context;
        private readonly ProgressTask bar;
        private readonly string title;
        private readonly bool isTimed;
        private int kept;

        public Work(IAnsiConsole console, string title, double total, string unit, bool isTimed)
        {
            (this.title, this.isTimed) = (Printable.Text(title), isTimed);
            var begun = new TaskCompletionSource<(ProgressContext, ProgressTask)>(
                TaskCreationOptions.RunContinuationsAsynchronously);
            ProgressColumn[] figures = isTimed
                ? [new CountColumn(unit)]
                : [new PercentageColumn(), new RateColumn(unit, () => kept), new RemainingTimeColumn()];
            var progress = console.Progress().AutoClear(false).AutoRefresh(!isTimed).Columns(
            [
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn { Width = Math.Clamp(console.Profile.Width - Beside, Narrowest, Widest) },
                .. figures,
            ]);
            shown = progress.StartAsync(async context =>
            {
                begun.SetResult((
                    context, context.AddTask(Markup.Escape(this.title), maxValue: Math.Max(total, double.Epsilon))));
                await ended.Task.ConfigureAwait(false);
            });
            (context, bar) = begun.Task.GetAwaiter().GetResult();
            Draw();
        }

        public void Report(double completed, string? note = null)
        {
            bar.Value = completed;
            if (note is not null) bar.Description = Markup.Escape($"{title}: {Printable.Text(note)}");
            Draw();
        }

        public void Advance()
        {
            bar.Increment(1);
            Draw();
        }

        public void Kept() => Interlocked.Increment(ref kept);

        public void Dispose()
        {
            bar.StopTask();
            ended.TrySetResult();
            shown.GetAwaiter().GetResult();
        }

        // All else is drawn ten times a second.
        private void Draw()
        {
            if (isTimed) context.Refresh();
        }
    }
}
