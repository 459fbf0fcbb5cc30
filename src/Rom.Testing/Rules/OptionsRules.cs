using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Rom.Testing.Options;

namespace Rom.Testing.Rules;

/// <summary>Checks that options bind, and that wrong ones are refused.</summary>
internal static class OptionsRules
{
    /// <summary>Returns the rules of a record.</summary>
    /// <param name="offer">The offer, such as <c>model mvar</c>.</param>
    /// <param name="subject">The kind of record, such as <c>options</c>.</param>
    /// <param name="type">The record.</param>
    /// <param name="example">Valid options.</param>
    /// <param name="reader">Creates options.</param>
    public static IEnumerable<ContractCheck> Of(
        string offer, string subject, Type type, Func<object> example, IOptionsReader reader)
    {
        var options = ScalarOption.Of(type);
        yield return new(
            offer, $"{subject}: what they are, written out, binds to the same",
            () => SameAgain(type, options, example(), reader));
        yield return new(offer, $"{subject}: an unknown key is refused", () =>
            Accepts(type, example(), options, reader, "no_such_key", "1") ? "'no_such_key: 1' was accepted" : null);
        if (options.Any(option => option.IsNumber))
        {
            yield return new(offer, $"{subject}: text for a number is refused", () =>
                options.Where(option => option.IsNumber)
                    .Where(option => Accepts(type, example(), options, reader, option.Name, "many"))
                    .Select(option => $"'{option.Name}: many' was accepted").FirstOrDefault());
        }
        if (options.Any(option => option.Key.Attribute<RangeAttribute>() is not null))
        {
            yield return new(offer, $"{subject}: a value outside its range is refused", () =>
                options.SelectMany(option => Outside(option).Select(text => (option.Name, Text: text)))
                    .Where(outside => Accepts(type, example(), options, reader, outside.Name, outside.Text))
                    .Select(outside => $"'{outside.Name}: {outside.Text}' was accepted").FirstOrDefault());
        }
    }

    private static string? SameAgain(
        Type type, IReadOnlyList<ScalarOption> options, object example, IOptionsReader reader)
    {
        object again = reader.Read(type, Written(options, example));
        return options
            .Where(option => !Equals(option.In(example), option.In(again)))
            .Select(option => $"{option.Name}: expected {option.In(example)}, found {option.In(again)}")
            .FirstOrDefault();
    }

    private static bool Accepts(
        Type type, object example, IReadOnlyList<ScalarOption> options, IOptionsReader reader, string key, string text)
    {
        try
        {
            reader.Read(type, new Dictionary<string, string>(Written(options, example)) { [key] = text });
            return true;
        }
        catch (OptionsRefusedException)
        {
            return false;
        }
    }

    /// <summary>Options as a configuration writes them.</summary>
    /// <param name="options">The single values of their record.</param>
    /// <param name="example">The options.</param>
    public static Dictionary<string, string> Written(IReadOnlyList<ScalarOption> options, object example) => options
        .Where(option => option.In(example) is not null)
        .ToDictionary(option => option.Name, option => ScalarValue.Format(option.In(example)!));

    // One below the minimum and one above the maximum, where the number's type can express them.
    private static IEnumerable<string> Outside(ScalarOption option)
    {
        if (option.Key.Attribute<RangeAttribute>() is not { } range || !option.IsNumber) yield break;
        double least = Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture);
        double greatest = Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture);
        if (least - 1 < least) yield return (least - 1).ToString(CultureInfo.InvariantCulture);
        if (greatest + 1 > greatest) yield return (greatest + 1).ToString(CultureInfo.InvariantCulture);
    }
}
