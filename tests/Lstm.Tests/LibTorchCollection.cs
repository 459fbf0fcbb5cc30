// One test after the other. TorchSharp hands libtorch a number by the address of an object that it no longer holds: a
// garbage collection that another thread causes meanwhile lets the finalizer free it, and the training fails in
// Scalar.toFloat. On a busy machine one or two of these tests did.
[assembly: Xunit.v3.Parallelization(MaxThreads = 1)]

namespace Lstm.Tests;

/// <summary>Tests that draw from libtorch's random generator, which is the process's.</summary>
[CollectionDefinition(Name)]
public sealed class LibTorchCollection
{
    public const string Name = "libtorch";
}
