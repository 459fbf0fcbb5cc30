using System.Text;
using Spectre.Console;

namespace RomHost.Progress;

/// <summary>Standard error as Spectre.Console's terminal, though it is not <see cref="Console.Error"/> that is written to.</summary>
/// <param name="writer">The writer.</param>
internal sealed class TerminalOutput(TextWriter writer) : IAnsiConsoleOutput
{
    private readonly AnsiConsoleOutput inner = new(writer);

    /// <inheritdoc/>
    public TextWriter Writer => writer;

    /// <inheritdoc/>
    public bool IsTerminal => !Console.IsErrorRedirected;

    /// <inheritdoc/>
    public int Width => inner.Width;

    /// <inheritdoc/>
    public int Height => inner.Height;

    /// <inheritdoc/>
    public void SetEncoding(Encoding encoding) => inner.SetEncoding(encoding);
}
