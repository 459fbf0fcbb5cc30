using System.Text;
using Rom.Forecasting.Serialization;

namespace RomHost.Progress;

/// <summary>
/// Writes to a terminal stream and escapes control characters. Each written line is one message: line breaks in it are
/// followed by indentation.
/// </summary>
/// <param name="inner">The underlying writer.</param>
internal sealed class PrintableWriter(TextWriter inner) : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Write(value.ToString());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    /// <inheritdoc/>
    public override void Write(string? value) => inner.Write(Printable.Block(value ?? ""));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => inner.WriteLine(Printable.Lines(value ?? ""));

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();
}
