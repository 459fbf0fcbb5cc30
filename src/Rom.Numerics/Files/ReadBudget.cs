using System.Globalization;

namespace Rom.Numerics.Files;

/// <summary>
/// Limits the memory that reading a file may take: <see cref="MostForEachByte"/> bytes for each unpacked byte of the
/// file plus <see cref="Constant"/>, and never more than the machine has.
/// </summary>
/// <remarks>
/// Before it allocates, a reader computes from the file's headers the memory that the content needs and takes it from
/// this budget: a compressed array of bytes becomes eight times as many bytes of doubles, and a few bytes of a pickle
/// can repeat a long shape.
/// </remarks>
public sealed class ReadBudget
{
    /// <summary>Bytes of memory for each unpacked byte of the file.</summary>
    public const int MostForEachByte = 10;

    /// <summary>Bytes of memory that any file may take, however short: buffers, and the names in it.</summary>
    public const long Constant = 32 << 20;

    private readonly double inflated;
    private readonly double machine;
    private double taken;

    /// <summary>Creates the budget of a file on this machine.</summary>
    /// <param name="inflatedBytes">
    /// Bytes of the file, or of the part of it that is read, once they are unpacked.
    /// </param>
    public ReadBudget(long inflatedBytes) : this(inflatedBytes, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)
    {
    }

    /// <summary>Creates the budget of a file on a given machine.</summary>
    /// <param name="inflatedBytes">
    /// Bytes of the file, or of the part of it that is read, once they are unpacked.
    /// </param>
    /// <param name="machineBytes">Bytes of memory that the machine has.</param>
    public ReadBudget(long inflatedBytes, double machineBytes) => (inflated, machine) = (inflatedBytes, machineBytes);

    /// <summary>Takes memory from the budget, before it is allocated.</summary>
    /// <param name="bytes">Bytes, at least 0; a double, so that no product overflows.</param>
    /// <param name="purpose">
    /// The purpose of the memory, as the subject of a sentence: <c>the array of float64</c>.
    /// </param>
    /// <exception cref="InvalidDataException">The budget is too small; the message states it.</exception>
    public void Take(double bytes, string purpose)
    {
        taken += bytes;
        double most = MostForEachByte * inflated + Constant;
        if (taken <= Math.Min(most, machine)) return;
        throw new InvalidDataException(taken > machine
            ? $"{purpose} would take {Size(taken)} of memory, and this machine has {Size(machine)}: read it on a "
                + "larger one, or store less in one file"
            : $"{purpose} would take {Size(taken)} of memory, more than {MostForEachByte} times the {Size(inflated)} "
                + $"that are stored and {Size(Constant)}: no honest program writes that; make the file again");
    }

    private static string Size(double bytes) => bytes switch
    {
        >= 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1L << 30):#,0.0} GiB"),
        >= 1L << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1L << 20):0.#} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes:0} bytes"),
    };
}
