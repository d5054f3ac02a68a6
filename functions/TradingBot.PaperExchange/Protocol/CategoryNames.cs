namespace TradingBot.PaperExchange.Protocol;

/// <summary>Categories as they stand on the wire: lower case.</summary>
internal static class CategoryNames
{
    public static Category? Parse(string? text) => text switch
    {
        "spot" => Category.Spot,
        "linear" => Category.Linear,
        "inverse" => Category.Inverse,
        "option" => Category.Option,
        _ => null,
    };

    public static string Wire(this Category category) => category switch
    {
        Category.Spot => "spot",
        Category.Linear => "linear",
        Category.Inverse => "inverse",
        Category.Option => "option",
        _ => throw new ArgumentOutOfRangeException(nameof(category), category, "Unknown category."),
    };
}
