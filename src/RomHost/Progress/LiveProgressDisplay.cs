using System.Globalization;
using Rom.Forecasting.Serialization;
using Spectre.Console;

namespace RomHost.Progress;

/// <summary>Shows progress on a terminal: a bar for the current work with its stage, rate and remaining time.</summary>
/// <remarks>Colours and bars are the host's; text is escaped by <see cref="Printable"/>.</remarks>
/// <param name="console">The terminal.</param>
internal sealed class LiveProgressDisplay(IAnsiConsole console) : IProgressDisplay
{
    private string stageOf = "";

    /// <inheritdoc/>
    public IProgressTask Begin(string title, double total, string unit) =>
        new Work(console, stageOf + title, total, unit);

    /// <inheritdoc/>
    public void Enter(int stage, int stages) => stageOf = string.Create(
        CultureInfo.InvariantCulture, $"{stage}/{stages} ");

    /// <inheritdoc/>
    public void Say(string message) => console.WriteLine(Printable.Lines(message));

    /// <inheritdoc/>
    public void Warn(string message) =>
        console.MarkupLineInterpolated($"[yellow]warning:[/] {Printable.Lines(message)}");

    /// <inheritdoc/>
    public void Leave() => console.Cursor.Show(); // hidden while there is a bar

    private sealed class Work : IProgressTask
    {
        private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Task shown;
        private readonly ProgressTask bar;
        private readonly string title;
        private int kept;

        public Work(IAnsiConsole console, string title, double total, string unit)
        {
            this.title = Printable.Text(title);
            var begun = new TaskCompletionSource<ProgressTask>(TaskCreationOptions.RunContinuationsAsynchronously);
            var progress = console.Progress().AutoClear(false).Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(),
                new RateColumn(unit, () => kept), new RemainingTimeColumn());
            shown = progress.StartAsync(async context =>
            {
                begun.SetResult(context.AddTask(Markup.Escape(this.title), maxValue: Math.Max(total, double.Epsilon)));
                await ended.Task.ConfigureAwait(false);
            });
            bar = begun.Task.GetAwaiter().GetResult();
        }

        public void Report(double completed, string? note = null)
        {
            bar.Value = completed;
            if (note is not null) bar.Description = Markup.Escape($"{title}: {Printable.Text(note)}");
        }

        public void Advance() => bar.Increment(1);

        public void Kept() => Interlocked.Increment(ref kept);

        public void Dispose()
        {
            bar.StopTask();
            ended.TrySetResult();
            shown.GetAwaiter().GetResult();
        }
    }
}
