namespace Recorded.Reading;

/// <summary>One particle in one frame, as it was read.</summary>
/// <param name="Time">Time of the frame, or its number, as the file has it.</param>
/// <param name="Particle">Number of the particle, or <see cref="Absent"/>.</param>
/// <param name="Place">Its position in the file: the line of a table, the row of an array.</param>
/// <param name="X">x on the domain [length units].</param>
/// <param name="Y">y on the domain [length units].</param>
/// <param name="Vx">Velocity in x; meaningless where the file has none.</param>
/// <param name="Vy">Velocity in y.</param>
internal readonly record struct Sample(
    double Time, int Particle, long Place, double X, double Y, double Vx, double Vy)
{
    /// <summary>Means no particle: a frame without particles.</summary>
    public const int Absent = -1;
}
