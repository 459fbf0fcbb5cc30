using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;
using Rom.Testing.Options;

namespace Rom.Testing.Rules;

/// <summary>Creates the objects under test; shared by all rules.</summary>
/// <param name="Services">The services that constructors may take.</param>
/// <param name="Examples">Examples where defaults are not enough.</param>
/// <param name="Reader">Creates options.</param>
/// <param name="Untouched">Folders in which the plugin must not write.</param>
internal sealed record Arrangement(
    IServiceProvider Services, ContractExamples Examples, IOptionsReader Reader, IReadOnlyList<string> Untouched)
{
    /// <summary>Returns the options for checking an offer.</summary>
    /// <param name="offer">The offer.</param>
    /// <exception cref="UncheckedException">A required key is missing.</exception>
    public object OptionsOf(PluginRegistration offer)
    {
        if (Examples.Options.TryGetValue(offer.Name, out object? example)) return example;
        RefuseRequired(offer.OptionsType, $"options of '{offer.Name}'");
        return Reader.Read(offer.OptionsType, new Dictionary<string, string>());
    }

    /// <summary>The options that an offer is checked with, but for one.</summary>
    /// <param name="offer">The offer.</param>
    /// <param name="option">The other one.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The options; null where the offer refuses the value.</returns>
    public object? OptionsWith(PluginRegistration offer, ScalarOption option, int value)
    {
        var written = OptionsRules.Written(ScalarOption.Of(offer.OptionsType), OptionsOf(offer));
        written[option.Name] = ScalarValue.Format(value);
        try
        {
            return Reader.Read(offer.OptionsType, written);
        }
        catch (OptionsRefusedException)
        {
            return null;
        }
    }

    /// <summary>The initial condition that a family is checked with.</summary>
    /// <param name="name">The family.</param>
    /// <param name="type">Its record.</param>
    /// <exception cref="UncheckedException">A required key is missing.</exception>
    public InitialCondition InitialConditionOf(string name, Type type)
    {
        if (Examples.InitialConditions.TryGetValue(name, out var example)) return example;
        RefuseRequired(type, $"initial condition of family '{name}'");
        return (InitialCondition)Reader.Read(type, new Dictionary<string, string>());
    }

    private static void RefuseRequired(Type type, string what)
    {
        string[] required =
            [.. OptionsShape.Of(type).Keys.Where(key => key.Attribute<RequiredAttribute>() is not null)
                .Select(key => key.Name)];
        if (required.Length > 0)
            throw new UncheckedException(
                $"'{string.Join("', '", required)}' is required: give an example of the {what}");
    }
}
