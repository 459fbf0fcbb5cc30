namespace Peers.Measuring;

/// <summary>One of the things that are compared.</summary>
internal interface IContender : IDisposable
{
    /// <summary>What it is, for the table.</summary>
    string Name { get; }

    /// <summary>Measures once.</summary>
    /// <returns>Seconds for one unit of the row's work.</returns>
    double Measure();
}
