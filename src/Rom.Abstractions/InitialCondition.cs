namespace Rom.Abstractions;

/// <summary>
/// The parameters of one initial condition. Each family is a record of its own with a parameterless constructor.
/// </summary>
public abstract record InitialCondition;
