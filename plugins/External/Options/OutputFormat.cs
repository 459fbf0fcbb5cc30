namespace External.Options;

/// <summary>The format of a program's output.</summary>
public enum OutputFormat
{
    /// <summary>A NumPy archive with traj [T, N, 2], times [T] and perhaps vel [T, N, 2].</summary>
    Npz,

    /// <summary>
    /// A table whose first row names its columns: time, id, x, y and perhaps vx, vy; a row for each particle.
    /// </summary>
    Csv,
}
