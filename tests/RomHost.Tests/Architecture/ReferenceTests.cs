using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace RomHost.Tests.Architecture;

/// <summary>The references between the modules point inward only (docs/architecture.md).</summary>
public sealed class ReferenceTests
{
    private static readonly string[] Rooms =
    [
        "Rom.Abstractions", "Rom.Numerics", "Rom.Analysis", "Rom.Testing", "Rom.Forecasting", "Rom.Web", "romhost",
        "VicsekMorse",
        "Recorded", "External", "Kde", "Mvar", "Lstm",
        "Analog", "Blend", "Direct", "Kernel", "Linear", "OpInf", "Reservoir", "Stochastic",
    ];

    private static readonly string Host = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "..", "..", "..", "src", "RomHost", "bin", Configuration, "net10.0"));

#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    [Theory]
    [InlineData("Rom.Abstractions.dll")]
    [InlineData("Rom.Numerics.dll")]
    [InlineData("Rom.Analysis.dll", "Rom.Abstractions", "Rom.Numerics")]
    [InlineData("Rom.Testing.dll", "Rom.Abstractions")]
    [InlineData("Rom.Forecasting.dll", "Rom.Abstractions", "Rom.Numerics", "Rom.Testing")]
    [InlineData("Rom.Web.dll")]
    [InlineData(
        "romhost.dll", "Rom.Abstractions", "Rom.Numerics", "Rom.Analysis", "Rom.Testing", "Rom.Forecasting", "Rom.Web")]
    [InlineData("plugins/VicsekMorse/VicsekMorse.dll", "Rom.Abstractions", "Rom.Numerics")]
    [InlineData("plugins/Recorded/Recorded.dll", "Rom.Abstractions", "Rom.Numerics")]
    [InlineData("plugins/External/External.dll", "Rom.Abstractions", "Rom.Numerics", "Recorded")]
    [InlineData("plugins/Kde/Kde.dll", "Rom.Abstractions", "Rom.Numerics")]
    [InlineData("plugins/Analog/Analog.dll", "Rom.Abstractions", "Rom.Numerics")]
    [InlineData("plugins/Direct/Direct.dll", "Rom.Abstractions", "Rom.Numerics")]
    [InlineData("plugins/Kernel/Kernel.dll", "Rom.Abstractions", "Rom.Numerics")]
    [InlineData("plugins/Mvar/Mvar.dll", "Rom.Abstractions", "Rom.Numerics")]
    [InlineData("plugins/Lstm/Lstm.dll", "Rom.Abstractions", "Rom.Numerics")]
    [InlineData("plugins/Blend/Blend.dll", "Rom.Abstractions", "Rom.Numerics")]
    [InlineData("plugins/Linear/Linear.dll", "Rom.Abstractions", "Rom.Numerics")]
    [InlineData("plugins/OpInf/OpInf.dll", "Rom.Abstractions", "Rom.Numerics")]
    [InlineData("plugins/Reservoir/Reservoir.dll", "Rom.Abstractions", "Rom.Numerics")]
    [InlineData("plugins/Stochastic/Stochastic.dll", "Rom.Abstractions", "Rom.Numerics")]
    public void Assembly_ReferencesOnlyRoomsFurtherIn(string file, params string[] allowed) =>
        Assert.Empty(ReferencesOf(file).Intersect(Rooms).Except(allowed));

    [Fact]
    public void Contract_DependsOnNothingButAbstractionsOfDependencyInjection() =>
        Assert.Equal(
            ["Microsoft.Extensions.DependencyInjection.Abstractions"],
            ReferencesOf("Rom.Abstractions.dll").Where(name => !name.StartsWith("System.", StringComparison.Ordinal)));

    [Fact]
    public void PluginFolders_CarryNeitherTheContractNorTheHost()
    {
        foreach (string plugin in Directory.EnumerateDirectories(Path.Combine(Host, "plugins")))
        {
            Assert.False(File.Exists(Path.Combine(plugin, "Rom.Abstractions.dll")), plugin);
            Assert.False(
                File.Exists(Path.Combine(plugin, "Microsoft.Extensions.DependencyInjection.Abstractions.dll")), plugin);
            Assert.False(File.Exists(Path.Combine(plugin, "romhost.dll")), plugin);
        }
    }

    private static string[] ReferencesOf(string file)
    {
        using var stream = File.OpenRead(Path.Combine(Host, file));
        using var image = new PEReader(stream);
        var reader = image.GetMetadataReader();
        return [.. reader.AssemblyReferences.Select(handle =>
            reader.GetString(reader.GetAssemblyReference(handle).Name))];
    }
}
