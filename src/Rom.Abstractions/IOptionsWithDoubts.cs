using System.ComponentModel.DataAnnotations;

namespace Rom.Abstractions;

/// <summary>
/// Implemented by an options record that can find combinations of its values that are possible but probably unintended,
/// such as a kernel as wide as its grid. The host shows them as warnings. It asks only records whose values are valid.
/// </summary>
public interface IOptionsWithDoubts
{
    /// <summary>Lists the doubtful combinations of values.</summary>
    /// <returns>
    /// A result for each doubt: the value found, the usual value and the reason, and the names of the properties; the
    /// message points to the first of them.
    /// </returns>
    IEnumerable<ValidationResult> Doubts();
}
