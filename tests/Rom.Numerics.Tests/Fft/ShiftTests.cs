using FsCheck.Xunit;
using Rom.Numerics.Fft;

namespace Rom.Numerics.Tests.Fft;

public class ShiftTests
{
    [Fact]
    public void Roll_MovesContentAsNumPyDoes()
    {
        // numpy.roll([[1, 2, 3], [4, 5, 6]], (1, -1), axis=(0, 1))
        var rolled = new int[6];
        new Shift(1, -1).Roll<int>([1, 2, 3, 4, 5, 6], 3, rolled);
        Assert.Equal([5, 6, 4, 2, 3, 1], rolled);
    }

    [Property]
    public void Roll_ByAnyShiftAndItsInverse_IsTheField(byte rows, byte columns, short dy, short dx)
    {
        int ny = rows % 30 + 1, nx = columns % 30 + 1;
        float[] field = [.. Enumerable.Range(0, ny * nx)];
        float[] rolled = new float[ny * nx], back = new float[ny * nx];
        var shift = new Shift(dy, dx);

        shift.Roll<float>(field, nx, rolled);
        shift.Inverse.Roll<float>(rolled, nx, back);

        Assert.Equal(field, back);
        Assert.Equal(0f, rolled[((dy % ny + ny) % ny * nx) + (dx % nx + nx) % nx]);
    }

    [Fact]
    public void Roll_OntoItself_IsRefused()
    {
        var field = new double[4];
        Assert.Throws<ArgumentException>(() => new Shift(1, 0).Roll<double>(field, 2, field));
    }
}
