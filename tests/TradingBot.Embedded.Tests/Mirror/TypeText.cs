using System.Reflection;

namespace TradingBot.Embedded.Tests.Mirror;

/// <summary>Names of types as C# writes them, without namespaces, with nullability.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(double)] = "double",
    };

    public static string Of(PropertyInfo property) => Text(property.PropertyType, new NullabilityInfoContext().Create(property));

    public static string Of(FieldInfo field) => Text(field.FieldType, new NullabilityInfoContext().Create(field));

    public static string Of(ParameterInfo parameter) => Text(parameter.ParameterType, new NullabilityInfoContext().Create(parameter));

    public static string Name(Type type)
    {
        if (!type.IsGenericType)
            return Keywords.GetValueOrDefault(type, type.Name);
        return $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }

    private static string Text(Type type, NullabilityInfo info)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Name(inner) + "?";
        if (type.IsGenericParameter)
            return type.Name;
        var isNullable = !type.IsValueType && (info.ReadState == NullabilityState.Nullable || info.WriteState == NullabilityState.Nullable);
        var mark = isNullable ? "?" : "";
        if (type.IsArray)
            return $"{Text(type.GetElementType()!, info.ElementType!)}[]{mark}";
        if (!type.IsGenericType)
            return Name(type) + mark;
        var arguments = type.GetGenericArguments().Zip(info.GenericTypeArguments, Text);
        return $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", arguments)}>{mark}";
    }
}
