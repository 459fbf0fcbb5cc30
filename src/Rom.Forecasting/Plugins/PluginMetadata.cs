using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Rom.Numerics.Files;

namespace Rom.Forecasting.Plugins;

/// <summary>The metadata of an assembly, read without loading it.</summary>
/// <param name="References">The assemblies against which it was compiled.</param>
/// <param name="ModuleVersion">The identifier of its build (MVID), which depends on all of its sources.</param>
internal sealed record PluginMetadata(IReadOnlyList<AssemblyName> References, Guid ModuleVersion)
{
    /// <summary>Reads an assembly's metadata.</summary>
    /// <param name="path">The assembly.</param>
    /// <exception cref="PluginRefusedException">The file is not a .NET assembly.</exception>
    public static PluginMetadata Read(string path)
    {
        try
        {
            using var file = RegularFile.OpenRead(path);
            using var image = new PEReader(file);
            var reader = image.GetMetadataReader();
            return new(
                [.. reader.AssemblyReferences.Select(handle => reader.GetAssemblyReference(handle).GetAssemblyName())],
                reader.GetGuid(reader.GetModuleDefinition().Mvid));
        }
        catch (Exception e)
            when (e is BadImageFormatException or InvalidOperationException or IOException
                or UnauthorizedAccessException)
        {
            throw new PluginRefusedException(
                $"{path} is not a readable .NET assembly ({e.Message}); rebuild the plugin", e);
        }
    }
}
