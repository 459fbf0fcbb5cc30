namespace Peers.Rows;

/// <summary>A row of the table: work that has a target.</summary>
internal interface IRow
{
    /// <summary>Its name on the command line.</summary>
    string Key { get; }

    /// <summary>The measured work.</summary>
    string Work { get; }

    /// <summary>The target.</summary>
    string Target { get; }

    /// <summary>Measures the row.</summary>
    /// <param name="workplace">The folder for files, and the limits of the machine.</param>
    IEnumerable<Finding> Measure(Workplace workplace);
}
