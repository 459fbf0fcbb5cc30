using System.Reflection;
using System.Reflection.Emit;

namespace RomHost.Tests.Architecture;

/// <summary>
/// Finds the types of an assembly that its other types refer to: in signatures, base types, attributes and code. The
/// compiler copies constants of classes into the code, so that they leave no trace here.
/// </summary>
internal static class TypeReferences
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Instructions = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <summary>The references between different types, nested types counted as those that hold them.</summary>
    /// <param name="types">The types, all of one assembly.</param>
    public static IReadOnlySet<(Type From, Type To)> Between(IReadOnlyCollection<Type> types)
    {
        var found = new HashSet<(Type, Type)>();
        foreach (Type type in types)
        {
            foreach (Type other in Of(type).SelectMany(Parts))
            {
                if (other.Assembly == type.Assembly && Outermost(other) != Outermost(type))
                    found.Add((Outermost(type), Outermost(other)));
            }
        }
        return found;
    }

    private static IEnumerable<Type> Of(Type type)
    {
        IEnumerable<Type> bases = [.. type.BaseType is { } above ? [above] : Type.EmptyTypes, .. type.GetInterfaces()];
        return bases
            .Concat(Attributes(type))
            .Concat(type.GetGenericArguments().SelectMany(Constraints))
            .Concat(type.GetFields(Declared).SelectMany(field => Attributes(field).Append(field.FieldType)))
            .Concat(type.GetProperties(Declared).SelectMany(Attributes))
            .Concat(type.GetConstructors(Declared).SelectMany(OfMethod))
            .Concat(type.GetMethods(Declared).SelectMany(OfMethod));
    }

    private static IEnumerable<Type> OfMethod(MethodBase method)
    {
        IEnumerable<Type> types = Attributes(method).Concat(method.GetParameters().SelectMany(OfParameter));
        if (method is MethodInfo { ReturnType: var result }) types = types.Append(result);
        if (method.IsGenericMethod) types = types.Concat(method.GetGenericArguments().SelectMany(Constraints));
        return method.GetMethodBody() is not { } body ? types : types
            .Concat(body.LocalVariables.Select(local => local.LocalType))
            .Concat(body.ExceptionHandlingClauses
                .Where(clause => clause.Flags == ExceptionHandlingClauseOptions.Clause)
                .Select(clause => clause.CatchType!))
            .Concat(Tokens(body.GetILAsByteArray()!).SelectMany(token => OfMember(Resolve(token, method))));
    }

    private static IEnumerable<Type> OfParameter(ParameterInfo parameter) =>
        parameter.CustomAttributes.SelectMany(OfAttribute).Append(parameter.ParameterType);

    private static IEnumerable<Type> Attributes(MemberInfo member) => member.CustomAttributes.SelectMany(OfAttribute);

    private static IEnumerable<Type> OfAttribute(CustomAttributeData attribute) => attribute.ConstructorArguments
        .Concat(attribute.NamedArguments.Select(argument => argument.TypedValue))
        .Select(argument => argument.Value).OfType<Type>().Append(attribute.AttributeType);

    private static Type[] Constraints(Type argument) =>
        argument.IsGenericParameter ? argument.GetGenericParameterConstraints() : [argument];

    // The members of an enum are constants: code that compares with one calls something that returns the enum.
    private static IEnumerable<Type> OfMember(MemberInfo member) => member switch
    {
        Type type => [type],
        FieldInfo field => [field.DeclaringType!, .. Enums(field.FieldType)],
        MethodBase method =>
        [
            method.DeclaringType!,
            .. method.IsGenericMethod ? method.GetGenericArguments() : [],
            .. method.GetParameters().SelectMany(parameter => Enums(parameter.ParameterType)),
            .. method is MethodInfo { ReturnType: var result } ? Enums(result) : [],
        ],
        _ => [],
    };

    private static IEnumerable<Type> Enums(Type type) => Parts(type).Where(part => part.IsEnum);

    private static MemberInfo Resolve(int token, MethodBase within) => within.Module.ResolveMember(
        token,
        within.DeclaringType!.GetGenericArguments(),
        within.IsGenericMethod ? within.GetGenericArguments() : null)!;

    /// <summary>The tokens of types, fields and methods in the code of a method (ECMA-335, III.1.9).</summary>
    private static IEnumerable<int> Tokens(byte[] code)
    {
        for (int i = 0; i < code.Length;)
        {
            short value = code[i++];
            if (value == 0xFE) value = (short)(0xFE00 | code[i++]);
            OperandType operand = Instructions[value].OperandType;
            if (operand is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok
                or OperandType.InlineType)
                yield return BitConverter.ToInt32(code, i);
            i += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, i)),
                _ => 4,
            };
        }
    }

    /// <summary>A type, and those that it is made of: arrays' elements and generic arguments.</summary>
    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType) return Parts(type.GetElementType()!);
        if (type.IsGenericParameter) return [];
        return !type.IsGenericType
            ? [type]
            : type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition());
    }

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
