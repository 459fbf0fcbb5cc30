namespace Rom.Abstractions;

/// <summary>
/// A type that a plugin registers under a name. The host binds <paramref name="OptionsType"/> from the configuration
/// node that names it.
/// </summary>
/// <param name="Name">The name that a configuration uses in <c>plugin:</c>, lower case with hyphens.</param>
/// <param name="ImplementationType">The type that is created, from its options and registered services.</param>
/// <param name="OptionsType">
/// A record with a parameterless constructor whose settable properties have defaults. Ranges are DataAnnotations on the
/// properties, rules over several of them <see cref="System.ComponentModel.DataAnnotations.IValidatableObject"/>.
/// </param>
public abstract record PluginRegistration(string Name, Type ImplementationType, Type OptionsType);

/// <summary>A simulator under a name.</summary>
/// <param name="Name">Its name in a configuration.</param>
/// <param name="ImplementationType">The simulator's type.</param>
/// <param name="OptionsType">The record of its options.</param>
/// <param name="InitialConditions">The initial-condition families it understands, by name.</param>
/// <param name="Create">Creates the simulator from services and validated options.</param>
public sealed record SimulatorRegistration(
    string Name,
    Type ImplementationType,
    Type OptionsType,
    IReadOnlyDictionary<string, Type> InitialConditions,
    Func<IServiceProvider, object, ISimulator> Create) : PluginRegistration(Name, ImplementationType, OptionsType);

/// <summary>A density estimator under a name.</summary>
/// <param name="Name">Its name in a configuration.</param>
/// <param name="ImplementationType">The estimator's type.</param>
/// <param name="OptionsType">The record of its options.</param>
/// <param name="Create">Creates the estimator from services and validated options.</param>
public sealed record DensityEstimatorRegistration(
    string Name,
    Type ImplementationType,
    Type OptionsType,
    Func<IServiceProvider, object, IDensityEstimator> Create)
    : PluginRegistration(Name, ImplementationType, OptionsType);

/// <summary>A ROM model, given by its trainer, under a name.</summary>
/// <param name="Name">Its name in a configuration.</param>
/// <param name="ImplementationType">The trainer's type.</param>
/// <param name="OptionsType">The record of its options.</param>
/// <param name="Create">Creates the trainer from services and validated options.</param>
public sealed record RomModelRegistration(
    string Name,
    Type ImplementationType,
    Type OptionsType,
    Func<IServiceProvider, object, IRomModelTrainer> Create)
    : PluginRegistration(Name, ImplementationType, OptionsType);
