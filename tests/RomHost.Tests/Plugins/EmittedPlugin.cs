using System.Buffers.Binary;
using System.Diagnostics;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;

namespace RomHost.Tests.Plugins;

/// <summary>Plugin assemblies made while a test runs, each in a folder of its own name.</summary>
internal static class EmittedPlugin
{
    /// <summary>A plugin that offers a model under each of the names, with no options and no working trainer.</summary>
    public static void Offering(string root, string name, params string[] models) => Write(root, name, Offers(models));

    /// <summary>A plugin that offers a model, compiled in some way.</summary>
    public static void Compiled(string root, string name, string model, DebuggableAttribute.DebuggingModes modes) =>
        Write(root, name, Offers(model), modes);

    private static Action<ModuleBuilder> Offers(params string[] models) => module =>
    {
        var options = module.DefineType("Options", TypeAttributes.Public | TypeAttributes.Class).CreateType();
        var add = typeof(PluginRegistrationExtensions).GetMethod(nameof(PluginRegistrationExtensions.AddRomModel))!
            .MakeGenericMethod(typeof(IRomModelTrainer), options);
        Entry(module, "Plugin", il =>
        {
            foreach (string model in models)
            {
                il.Emit(OpCodes.Ldarg_1);
                il.Emit(OpCodes.Ldstr, model);
                il.Emit(OpCodes.Call, add);
                il.Emit(OpCodes.Pop);
            }
            il.Emit(OpCodes.Ret);
        });
    };

    /// <summary>A plugin that offers a model under the name that its own version of a dependency gives.</summary>
    public static void WithDependency(string root, string name, string dependency, Version version, string model)
    {
        var assembly = new PersistedAssemblyBuilder(
            new AssemblyName(dependency) { Version = version }, typeof(object).Assembly);
        var type = assembly.DefineDynamicModule(dependency).DefineType(
            "Names", TypeAttributes.Public | TypeAttributes.Class);
        var method = type.DefineMethod("Model", MethodAttributes.Public | MethodAttributes.Static, typeof(string), []);
        var body = method.GetILGenerator();
        body.Emit(OpCodes.Ldstr, model);
        body.Emit(OpCodes.Ret);
        type.CreateType();
        Write(root, name, module =>
        {
            var options = module.DefineType("Options", TypeAttributes.Public | TypeAttributes.Class).CreateType();
            var add = typeof(PluginRegistrationExtensions).GetMethod(nameof(PluginRegistrationExtensions.AddRomModel))!
                .MakeGenericMethod(typeof(IRomModelTrainer), options);
            Entry(module, "Plugin", il =>
            {
                il.Emit(OpCodes.Ldarg_1);
                il.Emit(OpCodes.Call, method);
                il.Emit(OpCodes.Call, add);
                il.Emit(OpCodes.Pop);
                il.Emit(OpCodes.Ret);
            });
        });
        assembly.Save(Path.Combine(root, name, dependency + ".dll"));
    }

    /// <summary>
    /// A plugin whose options have a field of a library's type, with copies of that library and its dependencies.
    /// </summary>
    public static void WithCopies(string root, string name, string model, Type type, params string[] dependencies)
    {
        Write(root, name, module =>
        {
            var options = module.DefineType("Options", TypeAttributes.Public | TypeAttributes.Class);
            options.DefineField("Value", type, FieldAttributes.Public);
            var add = typeof(PluginRegistrationExtensions).GetMethod(nameof(PluginRegistrationExtensions.AddRomModel))!
                .MakeGenericMethod(typeof(IRomModelTrainer), options.CreateType());
            Entry(module, "Plugin", il =>
            {
                il.Emit(OpCodes.Ldarg_1);
                il.Emit(OpCodes.Ldstr, model);
                il.Emit(OpCodes.Call, add);
                il.Emit(OpCodes.Pop);
                il.Emit(OpCodes.Ret);
            });
        });
        string folder = Path.Combine(root, name), host = Path.GetDirectoryName(type.Assembly.Location)!;
        foreach (string library in dependencies.Append(type.Assembly.GetName().Name!))
            File.Copy(Path.Combine(host, library + ".dll"), Path.Combine(folder, library + ".dll"));
    }

    /// <summary>An assembly of a name in a plugin's folder, which is another build than the host's.</summary>
    public static void AddOtherBuild(string root, string name, string library)
    {
        var assembly = new PersistedAssemblyBuilder(
            new AssemblyName(library) { Version = new Version(1, 0, 0, 0) }, typeof(object).Assembly);
        assembly.DefineDynamicModule(library);
        assembly.Save(Path.Combine(root, name, library + ".dll"));
    }

    /// <summary>A plugin whose Configure throws.</summary>
    public static void ThrowingInConfigure(string root, string name) =>
        Write(root, name, module => Entry(module, "Plugin", il => Throw(il, "no licence")));

    /// <summary>A plugin whose constructor throws.</summary>
    public static void ThrowingInConstructor(string root, string name) => Write(root, name, module =>
        Entry(module, "Plugin", il => il.Emit(OpCodes.Ret), il => Throw(il, "no device")));

    /// <summary>A plugin with a number of entries.</summary>
    public static void WithEntries(string root, string name, int count) => Write(root, name, module =>
    {
        for (int i = 0; i < count; i++) Entry(module, $"Plugin{i}", il => il.Emit(OpCodes.Ret));
        // Without an entry, something else refers to the contract.
        var other = module.DefineType("Other", TypeAttributes.Public | TypeAttributes.Class);
        other.DefineField("Domain", typeof(Domain), FieldAttributes.Public);
        other.CreateType();
    });

    /// <summary>A plugin that refers to an assembly that does not exist.</summary>
    public static void Missing(string root, string name, string dependency)
    {
        var nowhere = new PersistedAssemblyBuilder(
            new AssemblyName(dependency) { Version = new Version(4, 2, 0, 0) }, typeof(object).Assembly);
        var lost = nowhere.DefineDynamicModule(dependency)
            .DefineType("Lost", TypeAttributes.Public | TypeAttributes.Class).CreateType();
        Write(root, name, module =>
        {
            var user = module.DefineType("User", TypeAttributes.Public | TypeAttributes.Class);
            user.DefineField("Lost", lost, FieldAttributes.Public);
            user.CreateType();
            Entry(module, "Plugin", il => il.Emit(OpCodes.Ret));
        });
    }

    /// <summary>Turns a plugin into one that was built for another version of the contract.</summary>
    public static void BuiltFor(string root, string name, Version contract)
    {
        string path = Path.Combine(root, name, name + ".dll");
        byte[] image = File.ReadAllBytes(path);
        using (var file = new PEReader(new MemoryStream(image)))
        {
            var reader = file.GetMetadataReader();
            var reference = reader.AssemblyReferences.Single(handle =>
                reader.GetString(reader.GetAssemblyReference(handle).Name)
                    == typeof(IRomPlugin).Assembly.GetName().Name);
            // A row of the AssemblyRef table (ECMA-335 II.22.5) begins with the major and the minor version.
            int row = file.PEHeaders.MetadataStartOffset + reader.GetTableMetadataOffset(TableIndex.AssemblyRef)
                + (MetadataTokens.GetRowNumber(reference) - 1) * reader.GetTableRowSize(TableIndex.AssemblyRef);
            BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(row), (ushort)contract.Major);
            BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(row + 2), (ushort)contract.Minor);
        }
        File.WriteAllBytes(path, image);
    }

    private static void Write(
        string root, string name, Action<ModuleBuilder> fill, DebuggableAttribute.DebuggingModes? modes = null)
    {
        var assembly = new PersistedAssemblyBuilder(
            new AssemblyName(name) { Version = new Version(1, 0, 0, 0) }, typeof(object).Assembly);
        if (modes is { } how)
        {
            var debuggable = typeof(DebuggableAttribute).GetConstructor([typeof(DebuggableAttribute.DebuggingModes)])!;
            assembly.SetCustomAttribute(new CustomAttributeBuilder(debuggable, [how]));
        }
        fill(assembly.DefineDynamicModule(name));
        Directory.CreateDirectory(Path.Combine(root, name));
        assembly.Save(Path.Combine(root, name, name + ".dll"));
    }

    private static void Entry(
        ModuleBuilder module, string name, Action<ILGenerator> configure, Action<ILGenerator>? construct = null)
    {
        var type = module.DefineType(
            name, TypeAttributes.Public | TypeAttributes.Class, typeof(object), [typeof(IRomPlugin)]);
        if (construct is not null)
            construct(type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, [])
                .GetILGenerator());
        var method = type.DefineMethod(
            nameof(IRomPlugin.Configure), MethodAttributes.Public | MethodAttributes.Virtual, typeof(void),
            [typeof(IServiceCollection)]);
        configure(method.GetILGenerator());
        type.CreateType();
    }

    private static void Throw(ILGenerator il, string message)
    {
        il.Emit(OpCodes.Ldstr, message);
        il.Emit(OpCodes.Newobj, typeof(InvalidOperationException).GetConstructor([typeof(string)])!);
        il.Emit(OpCodes.Throw);
    }
}
