using System.Reflection;
using System.Runtime.CompilerServices;
using Rom.Numerics.Files;

namespace Rom.Analysis.Contests;

/// <summary>The request to a worker process: one repetition of a contest.</summary>
/// <param name="Contenders">The contenders, in their order.</param>
/// <param name="Settings">The settings of the repetition.</param>
/// <param name="NearPrecision">The required precision of ratios near 1.</param>
internal sealed record WorkerRequest(
    IReadOnlyList<WorkerRequest.Factory> Contenders, ContestSettings Settings, double NearPrecision)
{
    /// <summary>A contender's name, and the location of its factory if it captures nothing.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="Assembly">
    /// The full name of the factory's assembly; null where the program passes the contender.
    /// </param>
    /// <param name="Module">The module's version id: another build of the program is refused.</param>
    /// <param name="Token">The factory's metadata token.</param>
    internal sealed record Factory(string Name, string? Assembly, Guid Module, int Token)
    {
        /// <summary>Describes a contender.</summary>
        /// <param name="contender">The contender.</param>
        /// <param name="isOffered">Whether the program passes it to a worker.</param>
        /// <returns>Null where a worker cannot find it.</returns>
        public static Factory? Of(Contender contender, bool isOffered)
        {
            if (isOffered) return new Factory(contender.Name, null, Guid.Empty, 0);
            var method = contender.Factory.Method;
            if (!IsFree(contender.Factory)) return null;
            return new Factory(
                contender.Name, method.Module.Assembly.FullName, method.Module.ModuleVersionId, method.MetadataToken);
        }

        /// <summary>Finds the contender in this process.</summary>
        /// <param name="offered">The contenders that the program passes.</param>
        public Contender Find(IReadOnlyList<Contender> offered)
        {
            if (Assembly is null)
            {
                return offered.FirstOrDefault(contender => contender.Name == Name) ?? throw new InvalidDataException(
                    $"expected a contender '{Name}' in the arguments of ContestWorker.TryRun, "
                    + $"found {string.Join(", ", offered.Select(one => one.Name))}");
            }
            var module = System.Reflection.Assembly.Load(new AssemblyName(Assembly)).ManifestModule;
            if (module.ModuleVersionId != Module)
                throw new InvalidDataException($"expected the same build of {Assembly}, found another one");
            var method = (MethodInfo)module.ResolveMethod(Token)!;
            object? target = method.IsStatic ? null : RuntimeHelpers.GetUninitializedObject(method.DeclaringType!);
            return Contender.Create(Name, method.CreateDelegate<Func<Action>>(target));
        }

        // A lambda without captured variables is an instance method of a class without fields.
        private static bool IsFree(Func<Action> factory) =>
            factory.GetInvocationList().Length == 1 && !factory.Method.IsGenericMethod
            && factory.Method.DeclaringType is { IsGenericType: false } type
            && factory.Method.Module == type.Assembly.ManifestModule && !type.Assembly.IsDynamic
            && (factory.Target is null ? factory.Method.IsStatic
                : type.IsDefined(typeof(CompilerGeneratedAttribute))
                    && type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic) is []);
    }

    /// <summary>Reads a request.</summary>
    /// <param name="path">Its file.</param>
    /// <exception cref="InvalidDataException">The file cannot be read.</exception>
    public static WorkerRequest Read(string path)
    {
        try
        {
            return JsonRules.Parse<WorkerRequest>(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Text.Json.JsonException)
        {
            throw new InvalidDataException($"expected a request for a worker in {path}: {e.Message}", e);
        }
    }

    /// <summary>Writes the request.</summary>
    /// <param name="path">Its file.</param>
    public void Write(string path) => AtomicFile.WriteText(path, JsonRules.Text(this));

    /// <summary>Runs the repetition.</summary>
    /// <param name="offered">The contenders that the program passes.</param>
    /// <param name="result">The file for the rounds.</param>
    public void Run(IReadOnlyList<Contender> offered, string result)
    {
        Contender[] contenders = [.. Contenders.Select(one => one.Find(offered))];
        var rounds = new ContestRepetition(TimeProvider.System)
            .Run(contenders, Settings with { NearPrecision = NearPrecision }, CancellationToken.None);
        rounds = rounds with
        {
            Doubts = RuntimeSwitches.Doubt() is { } doubt ? [doubt] : [],
            Notes = [.. UnoptimisedCode.Notes(contenders)],
        };
        AtomicFile.WriteText(result, JsonRules.Text(rounds));
    }
}
