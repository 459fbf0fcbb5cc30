using System.Text;
using Spectre.Console;

namespace RomHost.Progress;

/// <summary>
/// Standard error as Spectre.Console's terminal, with a writer other than <see cref="Console.Error"/>.
/// </summary>
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
