using System.Text.RegularExpressions;

namespace Packages.Tests;

/// <summary>A block of a page.</summary>
/// <param name="Text">The text of the block.</param>
internal abstract record Block(string Text)
{
    /// <summary>The shell script for it.</summary>
    public abstract string Script { get; }
}

/// <summary>Commands.</summary>
internal sealed partial record Commands(string Text) : Block(Text)
{
    // Models are timed by two processes for a moment, which print the same columns as twenty-four.
    public override string Script =>
        Experiment().Replace(Text, "$0 --set benchmark.processes=2 --set benchmark.time_cap=0.2");

    [GeneratedRegex("romhost (run|submit)(?= --config)")]
    private static partial Regex Experiment();
}

/// <summary>A file that the reader writes.</summary>
internal sealed record Written(string File, string Text) : Block(Text)
{
    public override string Script => $"cat > '{File}' <<'END OF BLOCK'\n{Text}END OF BLOCK";
}

/// <summary>A part of an existing file.</summary>
internal sealed record Shown(string File, string Text) : Block(Text)
{
    public override string Script =>
        $"cat > shown.block <<'END OF BLOCK'\n{Text}END OF BLOCK\n[[ \"$(cat '{File}')\" == *\"$(cat shown.block)\"* "
        + $"]] || {{ echo '{File} does not hold what the page shows'; exit 1; }}\nrm shown.block";
}

/// <summary>Output of the commands before.</summary>
internal sealed record Printed(string Text) : Block(Text)
{
    public override string Script => "";
}
