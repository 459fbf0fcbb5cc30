namespace Rom.Abstractions;

/// <summary>
/// A simulator whose runs are recordings, and which reads others of the same form: those that a forecast begins from.
/// </summary>
public interface IRecordingReader : ISimulator
{
    /// <summary>Reads a recording by the simulator's options, at its time step.</summary>
    /// <param name="path">The file.</param>
    /// <param name="warnings">Receives doubts about the data that do not prevent a result; null to ignore them.</param>
    /// <param name="cancellation">Ends the reading within a second.</param>
    /// <returns>All of its frames, the first at time 0.</returns>
    /// <exception cref="InvalidDataException">
    /// The file cannot be read or does not match the options; the message gives the position and the remedy.
    /// </exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    Trajectory Read(string path, IProgress<string>? warnings, CancellationToken cancellation);
}
