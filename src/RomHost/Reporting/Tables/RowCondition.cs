namespace RomHost.Reporting.Tables;

/// <summary>A condition that rows of a table keep, such as <c>lag&gt;=5</c> or <c>model=MVAR</c>.</summary>
/// <param name="Key">The key of the value.</param>
/// <param name="Operator">The comparison.</param>
/// <param name="Value">What it is compared with.</param>
internal sealed record RowCondition(string Key, string Operator, ResultValue Value)
{
    // Longer ones first: they begin with the others.
    private static readonly string[] Operators = ["<=", ">=", "!=", "=", "<", ">"];

    /// <summary>Reads a condition.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static RowCondition Parse(string text)
    {
        int place = text.IndexOfAny(['<', '>', '!', '=']);
        string? found = place < 1
            ? null
            : Operators.FirstOrDefault(one => text[place..].StartsWith(one, StringComparison.Ordinal));
        if (found is null)
        {
            throw new InvalidDataException(
                $"--where: expected a condition such as lag>=5, model=MVAR or status!=ok, found '{text}'");
        }
        return new(text[..place].Trim(), found, ResultValue.Of(text[(place + found.Length)..].Trim()));
    }

    /// <summary>Returns whether a row keeps it; one without the value keeps <c>!=</c> only.</summary>
    /// <param name="row">The row.</param>
    public bool Holds(ResultRow row)
    {
        if (row[Key] is not { } found) return Operator == "!=";
        int order = found.Number is not null && Value.Number is not null
            ? ResultValue.Compare(found, Value)
            : string.CompareOrdinal(found.Text, Value.Text);
        return Operator switch
        {
            "=" => order == 0,
            "!=" => order != 0,
            "<" => order < 0,
            ">" => order > 0,
            "<=" => order <= 0,
            _ => order >= 0,
        };
    }
}
