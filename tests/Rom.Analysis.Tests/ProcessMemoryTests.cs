using System.Globalization;
using System.Runtime.InteropServices;

namespace Rom.Analysis.Tests;

/// <summary>Memory of this process.</summary>
[Collection(CountedAllocations.Name)]
public unsafe class ProcessMemoryTests
{
    // Linux counts pages on each core and adds the counts up now and then: two readings may differ by some of them.
    private const double CountingError = 2;

    [Fact]
    public void Peak_RemembersMemoryThatWasGivenBack()
    {
        const int Size = 64 << 20;
        var before = ProcessMemory.Read();
        void* block = NativeMemory.Alloc(Size);
        NativeMemory.Fill(block, Size, 1);
        var during = ProcessMemory.Read();
        NativeMemory.Free(block);
        var after = ProcessMemory.Read();
        Assert.True(during.CurrentMb >= 64, $"{during.CurrentMb} MiB resident while 64 are in use");
        Assert.True(during.PeakMb >= during.CurrentMb);
        Assert.True(
            after.PeakMb >= during.CurrentMb - CountingError,
            $"peak {after.PeakMb} after {during.CurrentMb} were resident");
        Assert.True(after.PeakMb >= before.PeakMb - CountingError);
    }

    [Fact]
    public void Peak_IsTheHighWaterMarkOfTheSystem()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "VmHWM is Linux's");
        double before = HighWaterMark();
        double peak = ProcessMemory.Read().PeakMb;
        Assert.InRange(peak, before - CountingError, HighWaterMark() + CountingError);
    }

    private const StringSplitOptions Options = StringSplitOptions.RemoveEmptyEntries;

    private static double HighWaterMark()
    {
        string[] words = File.ReadLines("/proc/self/status").Select(line => line.Split((char[]?)null, Options))
            .First(line => line[0] == "VmHWM:");
        return double.Parse(words[1], CultureInfo.InvariantCulture) / 1024;
    }
}
