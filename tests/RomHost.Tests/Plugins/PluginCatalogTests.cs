using System.Diagnostics;
using Rom.Abstractions;
using Rom.Forecasting.Plugins;
using Rom.Numerics.Npz;

namespace RomHost.Tests.Plugins;

public sealed class PluginCatalogTests : IDisposable
{
    private static Type UsedType(PluginCatalog catalog) =>
        Assert.Single(catalog.Offers).OptionsType.GetField("Value")!.FieldType;

    private static readonly Version Contract = typeof(IRomPlugin).Assembly.GetName().Version!;

    private readonly string root = Directory.CreateTempSubdirectory("romhost-plugins-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void OneThatOffersAModel_IsLoaded()
    {
        EmittedPlugin.Offering(root, "Good", "good");
        var catalog = Load("Good");
        Assert.Empty(catalog.Refused);
        Assert.Equal("good", Assert.Single(catalog.Offers).Name);
        Assert.Equal(Path.Combine(root, "Good"), catalog.OwnerOf(catalog.Offers[0]).Path);
    }

    [Theory]
    [InlineData(DebuggableAttribute.DebuggingModes.IgnoreSymbolStoreSequencePoints, true)]
    [InlineData(
        DebuggableAttribute.DebuggingModes.Default | DebuggableAttribute.DebuggingModes.DisableOptimizations, false)]
    public void CompiledWithoutOptimisation_IsKnown(DebuggableAttribute.DebuggingModes modes, bool isOptimised)
    {
        EmittedPlugin.Compiled(root, "Good", "good", modes);
        Assert.Equal(isOptimised, Assert.Single(Load("Good").Loaded).IsOptimised);
    }

    [Fact]
    public void ThrowingWhileRegistering_IsRefused_WithWhatItThrew()
    {
        EmittedPlugin.ThrowingInConfigure(root, "Bad");
        AssertRefused("InvalidOperationException: no licence");
    }

    [Fact]
    public void ThrowingInItsConstructor_IsRefused_WithWhatItThrew()
    {
        EmittedPlugin.ThrowingInConstructor(root, "Bad");
        AssertRefused("InvalidOperationException: no device");
    }

    [Fact]
    public void WhatARefusedPluginThrew_IsDescribedWithItsStack_WhereThatIsAskedFor()
    {
        EmittedPlugin.ThrowingInConfigure(root, "Bad");
        var refused = Assert.Single(Load("Bad").Refused);
        Assert.Contains("   at Plugin.Configure(", refused.Describe(verbose: true));
        Assert.DoesNotContain("   at ", refused.Describe(verbose: false));
    }

    [Theory]
    [InlineData(0, "found none")]
    [InlineData(2, "found Plugin0, Plugin1")]
    public void NotExactlyOneEntry_IsRefused(int entries, string reason)
    {
        EmittedPlugin.WithEntries(root, "Bad", entries);
        AssertRefused(reason);
    }

    [Fact]
    public void OfferingNothing_IsRefused()
    {
        EmittedPlugin.WithEntries(root, "Bad", 1);
        AssertRefused("registers no simulator, density estimator or model");
    }

    [Fact]
    public void LackingADependency_IsRefused_NamingIt()
    {
        EmittedPlugin.Missing(root, "Bad", "Nowhere.To.Be.Found");
        AssertRefused("needs Nowhere.To.Be.Found 4.2.0.0");
    }

    [Fact]
    public void DifferentVersionsOfOneDependency_BothWork()
    {
        EmittedPlugin.WithDependency(root, "Older", "Dependency", new Version(1, 0, 0, 0), "from-1");
        EmittedPlugin.WithDependency(root, "Newer", "Dependency", new Version(2, 0, 0, 0), "from-2");
        var catalog = Load("Older", "Newer");
        Assert.Empty(catalog.Refused);
        Assert.Equal(["from-1", "from-2"], catalog.Offers.Select(offer => offer.Name));
    }

    [Fact]
    public void CopiesOfTheHostsOwnLibraries_AreNotLoaded()
    {
        EmittedPlugin.WithCopies(root, "Same", "same", typeof(NpyHeader), "System.Numerics.Tensors");
        Assert.Same(typeof(NpyHeader), UsedType(Load("Same")));
    }

    [Fact]
    public void ACopyInAnotherBuild_KeepsAllPrivate()
    {
        EmittedPlugin.WithCopies(root, "Other", "other", typeof(NpyHeader));
        EmittedPlugin.AddOtherBuild(root, "Other", "System.Numerics.Tensors");
        var used = UsedType(Load("Other"));
        Assert.Equal(typeof(NpyHeader).FullName, used.FullName);
        Assert.NotSame(typeof(NpyHeader), used);
        Assert.Equal(Path.Combine(root, "Other", "Rom.Numerics.dll"), used.Assembly.Location);
    }

    [Fact]
    public void BuiltForAnotherMajorVersionOfTheContract_IsRefused()
    {
        EmittedPlugin.Offering(root, "Bad", "bad");
        EmittedPlugin.BuiltFor(root, "Bad", new Version(Contract.Major + 1, 0));
        AssertRefused($"was built for Rom.Abstractions {Contract.Major + 1}.0, this host has {Contract.ToString(2)}");
    }

    [Fact]
    public void BuiltForALaterMinorVersionOfTheContract_IsRefused()
    {
        EmittedPlugin.Offering(root, "Bad", "bad");
        EmittedPlugin.BuiltFor(root, "Bad", new Version(Contract.Major, Contract.Minor + 9));
        AssertRefused($"was built for Rom.Abstractions {Contract.Major}.{Contract.Minor + 9}");
    }

    [Fact]
    public void ANameThatIsTaken_IsRefused_NamingWhoTookIt()
    {
        EmittedPlugin.Offering(root, "Bad", "good");
        AssertRefused($"offers 'good', which {Path.Combine(root, "Good")} offers already");
    }

    [Fact]
    public void TheSameNameTwice_IsRefused()
    {
        EmittedPlugin.Offering(root, "Bad", "twin", "twin");
        AssertRefused("offers 'twin' twice");
    }

    [Fact]
    public void AnEmptyFolder_IsRefused_NamingWhatItLacks()
    {
        Directory.CreateDirectory(Path.Combine(root, "Bad"));
        AssertRefused("expected Bad.dll");
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0 })] // a native library of Linux
    [InlineData(new byte[] { 0x4D, 0x5A, 0x90, 0 })]
    public void WhatIsNoDotNetAssembly_IsRefused(byte[] content)
    {
        Directory.CreateDirectory(Path.Combine(root, "Bad"));
        File.WriteAllBytes(Path.Combine(root, "Bad", "Bad.dll"), content);
        AssertRefused("not a readable .NET assembly");
    }

    [Fact]
    public void ADamagedAssembly_IsRefused()
    {
        EmittedPlugin.Offering(root, "Bad", "bad");
        string path = Path.Combine(root, "Bad", "Bad.dll");
        byte[] image = File.ReadAllBytes(path);
        File.WriteAllBytes(path, image[..(image.Length / 2)]);
        AssertRefused("");
    }

    [Fact]
    public void ItsOwnCopyOfTheContract_IsRefused()
    {
        EmittedPlugin.Offering(root, "Bad", "bad");
        File.Copy(typeof(IRomPlugin).Assembly.Location, Path.Combine(root, "Bad", "Rom.Abstractions.dll"));
        AssertRefused("delete that file");
    }

    [Fact]
    public void AFolderThatIsALink_IsNotEntered_AndThePluginRefused()
    {
        EmittedPlugin.Offering(root, "Bad", "bad");
        string link = Path.Combine(root, "Bad", "runtimes");
        Directory.CreateSymbolicLink(link, Path.GetPathRoot(root)!);
        AssertRefused($"{link} is a link to a folder");
    }

    // The loader opens some of these by itself, and would wait for a writer.
    [Theory]
    [InlineData("Bad.deps.json")]
    [InlineData("Bad.runtimeconfig.json")]
    [InlineData("table.bin")]
    public void APipeAmongItsFiles_IsRefused(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "pipes have no path in a folder there");
        EmittedPlugin.Offering(root, "Bad", "bad");
        string pipe = Path.Combine(root, "Bad", name);
        using (var mkfifo = Process.Start("mkfifo", [pipe])) mkfifo.WaitForExit();
        AssertRefused($"expected files, found a pipe (FIFO) at {pipe}");
    }

    [Fact]
    public void AFolderOfSharedLibraries_MayBeALink_AndSoMayThePluginsOwn()
    {
        EmittedPlugin.Offering(root, "Good", "good");
        string shared = Directory.CreateDirectory(Path.Combine(root, "_elsewhere")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(root, "Good", "_shared"), shared);
        Directory.CreateSymbolicLink(Path.Combine(root, "_shared"), shared);
        Directory.Move(Path.Combine(root, "Good"), Path.Combine(root, "_elsewhere", "Good"));
        Directory.CreateSymbolicLink(Path.Combine(root, "Good"), Path.Combine(root, "_elsewhere", "Good"));
        Assert.Empty(Load("Good").Refused);
    }

    // Bad is refused for the reason, and Good is loaded all the same.
    private void AssertRefused(string reason)
    {
        EmittedPlugin.Offering(root, "Good", "good");
        var catalog = Load("Good", "Bad");
        Assert.Equal("Good", Assert.Single(catalog.Loaded).Name);
        var refused = Assert.Single(catalog.Refused);
        Assert.Equal(("Bad", Path.Combine(root, "Bad")), (refused.Name, refused.Path));
        Assert.Contains(reason, refused.Reason);
    }

    private PluginCatalog Load(params string[] names) =>
        PluginCatalog.Load(names.Select(name => new PluginFolder(Path.Combine(root, name))));
}
