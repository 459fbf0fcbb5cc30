using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace Packages.Tests;

/// <summary>The content of packages.</summary>
public sealed class PackageTests(Installation user)
{
    [Theory]
    [InlineData("Rom.Abstractions")]
    [InlineData("Rom.Numerics")]
    [InlineData("Rom.Analysis")]
    [InlineData("Rom.Testing")]
    [InlineData("Rom.Forecasting")]
    public void ALibrary_HasItsDocumentation_AndIsReproducible_WithItsSymbolsInside(string id)
    {
        Installation.SkipWithoutShell();
        using var package = Open(id);
        Assert.NotNull(package.GetEntry($"lib/net10.0/{id}.xml"));
        using var assembly = new MemoryStream();
        using (var entry = package.GetEntry($"lib/net10.0/{id}.dll")!.Open()) entry.CopyTo(assembly);
        assembly.Position = 0;
        using var image = new PEReader(assembly);
        var kinds = image.ReadDebugDirectory().Select(entry => entry.Type).ToList();
        Assert.Contains(DebugDirectoryEntryType.Reproducible, kinds);
        Assert.Contains(DebugDirectoryEntryType.EmbeddedPortablePdb, kinds);
    }

    [Theory]
    [InlineData("Rom.Abstractions")]
    [InlineData("Rom.Numerics")]
    [InlineData("Rom.Analysis")]
    [InlineData("Rom.Testing")]
    [InlineData("Rom.Forecasting")]
    [InlineData("RomHost")]
    [InlineData("RomHost.Templates")]
    public void APackage_HasReadmeLicenceAndDescription(string id)
    {
        Installation.SkipWithoutShell();
        using var package = Open(id);
        Assert.NotNull(package.GetEntry("README.md"));
        using var manifest = package.GetEntry($"{id}.nuspec")!.Open();
        var metadata = XDocument.Load(manifest).Root!.Elements().Single();
        string Value(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;
        Assert.Equal("MIT", Value("license"));
        Assert.Equal("README.md", Value("readme"));
        Assert.NotEmpty(Value("description"));
        Assert.NotEqual(id, Value("authors"));
    }

    private ZipArchive Open(string id) => ZipFile.OpenRead(
        Directory.EnumerateFiles(user.Packages, $"{id}.*.nupkg")
            .Single(file => char.IsDigit(Path.GetFileName(file)[id.Length + 1])));
}
