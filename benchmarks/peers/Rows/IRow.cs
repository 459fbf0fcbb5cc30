namespace Peers.Rows;

/// <summary>A row of the table: work that has a target.</summary>
internal interface IRow
{
    /// <summary>Its name on the command line.</summary>
    string Key { get; }

    /// <summary>What is done.</summary>
    string Work { get; }

    /// <summary>What is to be reached.</summary>
    string Target { get; }

    /// <summary>Measures.</summary>
    /// <param name="workplace">Where files go, and what the machine can do.</param>
    IEnumerable<Finding> Measure(Workplace workplace);
}
