using System.Diagnostics;
using System.Reflection;
using McMaster.NETCore.Plugins;
using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;
using Rom.Forecasting.Work;
using Rom.Testing.Options;

namespace Rom.Forecasting.Plugins;

/// <summary>Loads one plugin folder into a load context of its own.</summary>
internal static class PluginLoading
{
    /// <summary>Loads a plugin and runs its registration.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="PluginRefusedException">The plugin cannot work here.</exception>
    public static LoadedPlugin Load(PluginFolder folder)
    {
        var watch = Stopwatch.StartNew();
        var contract = PluginGate.Check(folder);
        using var work = WorkUnderWay.Begin($"the loading of plugin {folder.Name}", folder.Name);
        try
        {
            // Lazily: what shared assemblies refer to is not loaded now.
            var loader = PluginLoader.CreateFromAssemblyFile(folder.AssemblyPath, isUnloadable: false, [], config =>
            {
                config.IsLazyLoaded = true;
                foreach (string name in HostLibraries.SharedWith(folder))
                    config.SharedAssemblies.Add(new AssemblyName(name));
            });
            var assembly = loader.LoadDefaultAssembly();
            var services = new ServiceCollection();
            Entry(folder, assembly).Configure(services);
            PluginRegistration[] offers =
                [.. services.Select(service => service.ImplementationInstance).OfType<PluginRegistration>()
                    .Select(offer => WatchedOffer.Of(offer, folder.Name))];
            if (offers.Length == 0)
                throw new PluginRefusedException("it registers no simulator, density estimator or model");
            if (offers.Select(OptionsRecord.Problem).FirstOrDefault(problem => problem is not null) is { } wrong)
                throw new PluginRefusedException(wrong);
            return new LoadedPlugin(
                folder.Name, folder.Path, VersionOf(assembly), contract, IsOptimised(assembly),
                SharedLibrariesOf(assembly), offers, new PluginServices(services), watch.Elapsed);
        }
        catch (ReflectionTypeLoadException e)
        {
            throw new PluginRefusedException(
                $"its types cannot be loaded: {e.LoaderExceptions.FirstOrDefault()?.Message}; "
                + "publish it with its dependencies", e);
        }
        catch (Exception e) when (e is not PluginRefusedException)
        {
            var cause = e is TargetInvocationException { InnerException: { } inner } ? inner : e;
            throw new PluginRefusedException(
                $"it threw while registering: {cause.GetType().Name}: {PluginFailure.Message(cause)}", cause);
        }
    }

    private static IRomPlugin Entry(PluginFolder folder, Assembly assembly)
    {
        Type[] entries =
            [.. assembly.GetExportedTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(IRomPlugin)))];
        if (entries.Length != 1)
        {
            throw new PluginRefusedException(
                $"expected exactly one public class that implements {nameof(IRomPlugin)} in {folder.Name}.dll, found "
                + (entries.Length == 0 ? "none" : string.Join(", ", entries.Select(type => type.Name))));
        }
        if (entries[0].GetConstructor(Type.EmptyTypes) is null)
            throw new PluginRefusedException($"{entries[0].Name} has no public constructor without parameters");
        return (IRomPlugin)Activator.CreateInstance(entries[0])!;
    }

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? assembly.GetName().Version!.ToString(3);

    private static bool IsOptimised(Assembly assembly) =>
        assembly.GetCustomAttribute<DebuggableAttribute>() is not { IsJITOptimizerDisabled: true };

    // <AssemblyMetadata Include="SharedLibrary" Value="libtorch" /> in the plugin's project.
    private static string[] SharedLibrariesOf(Assembly assembly) =>
    [
        .. assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Where(entry => entry is { Key: "SharedLibrary", Value.Length: > 0 }).Select(entry => entry.Value!),
    ];
}
