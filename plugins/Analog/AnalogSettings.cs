namespace Analog;

/// <summary>The numbers that a forecast takes from the options and the data.</summary>
/// <param name="Neighbours">Number k of neighbours, at most that of windows.</param>
/// <param name="Width">Width of the weights relative to the distance of the last neighbour.</param>
/// <param name="TimeStep">Time between states [time units].</param>
internal sealed record AnalogSettings(int Neighbours, double Width, double TimeStep);
