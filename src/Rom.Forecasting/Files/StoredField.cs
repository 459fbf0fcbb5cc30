using System.Buffers;
using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Rom.Abstractions;
using Rom.Numerics.Npz;

namespace Rom.Forecasting.Files;

/// <summary>The values of one field as a density file stores them, in single or half precision.</summary>
internal static class StoredField
{
    private const int PieceBytes = 1 << 16;

    /// <summary>Adds a field to a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">The file's name in messages.</param>
    /// <param name="name">The field's name.</param>
    /// <param name="values">Its values [T, ny, nx], finite.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="storage">The precision.</param>
    /// <exception cref="InvalidDataException">A value is beyond the range of half precision.</exception>
    public static void Add(
        NpzWriter file, string path, string name, ReadOnlySpan<float> values, Grid grid, DensityStorage storage)
    {
        int frames = values.Length / grid.CellCount;
        if (storage == DensityStorage.Float32)
        {
            file.Add(name, values, frames, grid.Ny, grid.Nx);
            return;
        }
        // Before the array begins: one that lacks elements cannot be ended.
        CheckRange(path, name, values, grid);
        Half[] piece = ArrayPool<Half>.Shared.Rent(PieceBytes / Unsafe.SizeOf<Half>());
        using (var array = file.BeginArray<Half>(name, frames, grid.Ny, grid.Nx))
        {
            while (!values.IsEmpty)
            {
                int length = Math.Min(piece.Length, values.Length);
                TensorPrimitives.ConvertToHalf(values[..length], piece);
                array.Append(piece.AsSpan(0, length));
                values = values[length..];
            }
        }
        ArrayPool<Half>.Shared.Return(piece);
    }

    /// <summary>Rounds values as a file stores them.</summary>
    /// <param name="values">The values.</param>
    /// <param name="storage">The precision.</param>
    /// <param name="rounded">Receives them; those beyond the range are infinite.</param>
    public static void Round(ReadOnlySpan<float> values, DensityStorage storage, Span<float> rounded)
    {
        if (storage == DensityStorage.Float32) values.CopyTo(rounded);
        else for (int i = 0; i < values.Length; i++) rounded[i] = (float)(Half)values[i];
    }

    private static void CheckRange(string path, string name, ReadOnlySpan<float> values, Grid grid)
    {
        float most = (float)Half.MaxValue;
        int place = values.IndexOfAnyExceptInRange(-most, most);
        if (place < 0) return;
        var (frame, cell) = Math.DivRem(place, grid.CellCount);
        throw new InvalidDataException(string.Create(
            CultureInfo.InvariantCulture,
            $"{path}: expected values of {name} from −{most} to {most}, the range of half precision, found "
            + $"{values[place]:g6} at frame {frame}, row {cell / grid.Nx}, column {cell % grid.Nx}; set "
            + $"density.storage: float32"));
    }
}
