using System.ComponentModel.DataAnnotations;

namespace Rom.Abstractions;

/// <summary>
/// An options record that finds combinations of its values that are possible and probably not meant, such as a kernel as
/// wide as its grid. What it says is shown as warnings. It is asked for records whose values are valid.
/// </summary>
public interface IOptionsWithDoubts
{
    /// <summary>What is odd about the values.</summary>
    /// <returns>
    /// A result for each doubt: what was found, what is usual and why, and the names of the properties; the first is where
    /// the user is pointed to.
    /// </returns>
    IEnumerable<ValidationResult> Doubts();
}
