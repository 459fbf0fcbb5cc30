using System.Reflection;
using Rom.Abstractions;
using Rom.Numerics.Files;

namespace Rom.Forecasting.Plugins;

/// <summary>
/// Refuses plugins that cannot work before their code runs: the loader itself would hide the reason and find no plugin
/// (a contract of another version is another type).
/// </summary>
internal static class PluginGate
{
    /// <summary>The contract version of this host: minor versions only add, major versions break.</summary>
    public static Version Contract { get; } = typeof(IRomPlugin).Assembly.GetName().Version!;

    private static readonly string ContractName = typeof(IRomPlugin).Assembly.GetName().Name!;

    /// <summary>Checks a plugin folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The contract version for which the plugin was built.</returns>
    /// <exception cref="PluginRefusedException">The plugin cannot work here.</exception>
    public static Version Check(PluginFolder folder)
    {
        if (!File.Exists(folder.AssemblyPath))
        {
            throw new PluginRefusedException(
                $"expected {folder.Name}.dll in {folder.Path}, found none; "
                + "build the plugin into a folder of its own name");
        }
        if (File.Exists(Path.Combine(folder.Path, ContractName + ".dll")))
        {
            throw new PluginRefusedException(
                $"{folder.Path} carries its own {ContractName}.dll, which makes its types strangers to this host; "
                + "delete that file, and reference the contract with Private=false and ExcludeAssets=runtime");
        }
        string[] files = FilesOf(folder);
        foreach (string file in files) CheckKind(Path.Combine(folder.Path, file));
        var references = PluginMetadata.Read(folder.AssemblyPath).References;
        var contract = references.FirstOrDefault(reference => reference.Name == ContractName)?.Version
            ?? throw new PluginRefusedException(
                $"{folder.Name}.dll does not reference {ContractName}; it is not a plugin");
        if (contract.Major != Contract.Major || contract.Minor > Contract.Minor)
        {
            throw new PluginRefusedException(
                $"{folder.Name}.dll was built for {ContractName} {contract.ToString(2)}, "
                + $"this host has {Contract.ToString(2)}; "
                + (contract > Contract ? "update the host, or " : "")
                + $"rebuild the plugin for {Contract.ToString(2)}");
        }
        foreach (var reference in references) CheckReference(folder, files, reference);
        return contract;
    }

    private static string[] FilesOf(PluginFolder folder)
    {
        try
        {
            if (PluginFiles.FindLinkedFolder(folder.Path) is { } link)
            {
                throw new PluginRefusedException(
                    $"{link} is a link to a folder, which is not entered: its content could change unnoticed; "
                    + "copy the folder into the plugin's");
            }
            return [.. PluginFiles.Enumerate(folder.Path)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PluginRefusedException($"expected to read every folder in {folder.Path}: {e.Message}", e);
        }
    }

    // The loader opens files of the plugin by itself, and would wait for the writer of a pipe.
    private static void CheckKind(string file)
    {
        if (RegularFile.OtherKindOf(file) is { } kind)
            throw new PluginRefusedException($"expected files, found {kind} at {file}; remove it");
    }

    private static void CheckReference(PluginFolder folder, string[] files, AssemblyName reference)
    {
        if (IsShared(reference.Name!))
        {
            var own = Assembly.Load(new AssemblyName(reference.Name!)).GetName().Version!;
            if (reference.Version > own)
            {
                throw new PluginRefusedException(
                    $"{folder.Name}.dll was built for {reference.Name} {reference.Version}, this host shares {own} "
                    + $"with its plugins; build the plugin against {own.ToString(3)} or older");
            }
        }
        else if (!HostLibraries.Have(reference.Name!)
            && !files.Any(file => Path.GetFileName(file) == reference.Name + ".dll"))
        {
            throw new PluginRefusedException(
                $"{folder.Name}.dll needs {reference.Name} {reference.Version}, which is neither in {folder.Path} nor "
                + "part of the host; publish the plugin with its dependencies (EnableDynamicLoading)");
        }
    }

    /// <summary>
    /// Returns whether host and plugins share an assembly: the contract and the abstractions in its signatures.
    /// </summary>
    /// <param name="name">Simple name of the assembly.</param>
    public static bool IsShared(string name) =>
        name == ContractName
        || (name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
            && name.EndsWith(".Abstractions", StringComparison.Ordinal)
            && HostLibraries.Have(name));
}
