namespace Lstm.Tests;

/// <summary>Tests that draw from libtorch's random generator, which is the process's: one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class LibTorchCollection
{
    public const string Name = "libtorch";
}
