namespace Peers.Measuring;

/// <summary>One of the compared implementations.</summary>
internal interface IContender : IDisposable
{
    /// <summary>Its name in the table.</summary>
    string Name { get; }

    /// <summary>Measures once.</summary>
    /// <returns>Seconds for one unit of the row's work.</returns>
    double Measure();
}
