using System.Globalization;
using Rom.Forecasting.Serialization;

namespace RomHost.Progress;

/// <summary>
/// Shows progress in logs: a line when work begins, at each quarter, every half minute, and when it ends.
/// </summary>
/// <param name="output">The output.</param>
/// <param name="clock">The clock.</param>
internal sealed class PlainProgressDisplay(TextWriter output, TimeProvider clock) : IProgressDisplay
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();

    /// <inheritdoc/>
    public IProgressTask Begin(string title, double total, string unit) => new Work(Line, clock, title, total, unit);

    /// <inheritdoc/>
    public void Say(string message) => Line(message);

    /// <inheritdoc/>
    public void Warn(string message) => Line("warning: " + message);

    private void Line(string text)
    {
        lock (gate) output.WriteLine(text);
    }

    private sealed class Work(Action<string> line, TimeProvider clock, string title, double total, string unit)
        : IProgressTask
    {
        private readonly Lock gate = new();
        private readonly long begun = clock.GetTimestamp();
        private long spoken = clock.GetTimestamp();
        private double completed;
        private int kept;
        private int quarter;
        private string note = "";

        public void Report(double value, string? message = null)
        {
            lock (gate)
            {
                completed = value;
                note = message ?? note;
                int reached = total > 0 ? (int)(4 * completed / total) : 0;
                if (reached <= quarter && clock.GetElapsedTime(spoken) < Silence) return;
                quarter = Math.Max(quarter, reached);
                if (completed < total) Speak();
            }
        }

        public void Advance()
        {
            lock (gate) Report(completed + 1);
        }

        public void Kept()
        {
            lock (gate) kept++;
        }

        public void Dispose()
        {
            lock (gate) Speak();
        }

        private void Speak()
        {
            spoken = clock.GetTimestamp();
            var elapsed = clock.GetElapsedTime(begun);
            double made = Math.Max(0, completed - kept), left = total - completed;
            string text = unit.Length == 0
                ? string.Create(CultureInfo.InvariantCulture, $"{title}: {(total > 0 ? completed / total : 0):P0}")
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{title}: {Math.Floor(completed):0} of {NumberText.Count((long)total, unit)}");
            if (NumberText.Rate(made, elapsed) is { Length: > 0 } rate)
            {
                if (unit.Length > 0) text += ", " + rate;
                if (left > 0)
                    text += string.Create(
                        CultureInfo.InvariantCulture, $", {(elapsed / made * left).TotalSeconds:0} s left");
            }
            text += string.Create(CultureInfo.InvariantCulture, $" ({elapsed.TotalSeconds:0.0} s)");
            line(note.Length == 0 ? text : $"{text}: {note}");
        }
    }
}
