using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Accounts;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Http;

/// <summary>The one account: cross margin, unified.</summary>
internal static class AccountRoutes
{
    public static Answer WalletBalance(Call call)
    {
        var fields = call.Fields;
        var type = fields.Required("accountType");
        var named = fields.Text("coin")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (type is not ("UNIFIED" or ""))
            fields.Fail(new Refusal(10001, "accountType only support UNIFIED."));
        if (fields.Fault is { } fault)
            return fault;
        return call.Read(state => new JsonObject { ["list"] = new JsonArray(WalletJson.Write(state, named)) });
    }

    public static Answer Info(Call _) => new JsonObject
    {
        ["marginMode"] = "REGULAR_MARGIN",
        ["updatedTime"] = "1700000000000",
        ["unifiedMarginStatus"] = 5,
        ["dcpStatus"] = "OFF",
        ["timeWindow"] = 10,
        ["smpGroup"] = 0,
        ["isMasterTrader"] = false,
        ["spotHedgingStatus"] = "OFF",
    };

    public static Answer FeeRate(Call call)
    {
        var category = call.Fields.Category();
        var symbol = call.Fields.Text("symbol");
        if (call.Fields.Fault is { } fault)
            return fault;
        if (category == Category.Option)
            return OptionFeeRate(call.Fields.Text("baseCoin"));
        if (symbol is not null && InstrumentCatalog.Find(category, symbol) is null)
            return Refusals.Symbol(category);
        var rows = InstrumentCatalog.All.Where(row => row.Category == category && (symbol is null || row.Symbol == symbol));
        return new JsonObject
        {
            ["category"] = category.Wire(),
            ["list"] = new JsonArray([.. rows.Select(row => new JsonObject
            {
                ["symbol"] = row.Symbol,
                ["baseCoin"] = "",
                ["takerFeeRate"] = Wire.Text(row.TakerFee),
                ["makerFeeRate"] = Wire.Text(row.MakerFee),
            })]),
        };
    }

    private static JsonObject OptionFeeRate(string? coin) => new()
    {
        ["category"] = "option",
        ["list"] = new JsonArray([.. OptionTerms.All.Where(terms => coin is null || terms.Coin == coin).Select(terms => new JsonObject
        {
            ["symbol"] = "",
            ["baseCoin"] = terms.Coin,
            ["takerFeeRate"] = Wire.Text(OptionFees.TakerRate),
            ["makerFeeRate"] = Wire.Text(OptionFees.MakerRate),
        })]),
    };

    public static Answer TransactionLog(Call call)
    {
        var fields = call.Fields;
        var category = fields.Text("category") is null ? (Category?)null : fields.Category();
        var baseCoin = fields.Text("baseCoin");
        if (fields.Text("accountType") is not (null or "UNIFIED"))
            fields.Fail(new Refusal(10001, "accountType only support UNIFIED."));
        var currency = fields.Text("currency");
        var type = fields.Text("type");
        var range = TimeRange.Read(fields, call.Now, TimeSpan.FromHours(24));
        if (fields.Fault is { } fault)
            return fault;
        return call.Read(state => Paging.Page(
            state.Entries.NewestFirst.Where(row => range.Holds(row.At)
                && (category is null || row.Category == category)
                && (baseCoin is null || (row.Category is { } kind && InstrumentCatalog.Get(kind, row.Symbol).BaseCoin == baseCoin))
                && (currency is null || row.Coin == currency)
                && (type is null || row.Type == type)),
            fields, 20, 50, Entry, null));
    }

    public static Answer QueryApi(Call call) => new JsonObject
    {
        ["id"] = "1",
        ["note"] = "paper",
        ["apiKey"] = call.Options.ApiKey,
        ["readOnly"] = 0,
        ["secret"] = "",
        ["permissions"] = new JsonObject
        {
            ["ContractTrade"] = new JsonArray("Order", "Position"),
            ["Spot"] = new JsonArray("SpotTrade"),
            ["Wallet"] = new JsonArray(),
            ["Options"] = new JsonArray("OptionsTrade"),
            ["Derivatives"] = new JsonArray("DerivativesTrade"),
            ["CopyTrading"] = new JsonArray(),
            ["BlockTrade"] = new JsonArray(),
            ["Exchange"] = new JsonArray(),
            ["NFT"] = new JsonArray(),
            ["Affiliate"] = new JsonArray(),
        },
        ["ips"] = new JsonArray("127.0.0.1"),
        ["type"] = 1,
        ["deadlineDay"] = 3650,
        ["expiredAt"] = "2036-01-01T00:00:00Z",
        ["createdAt"] = "2026-01-01T00:00:00Z",
        ["unified"] = 0,
        ["uta"] = 1,
        ["userID"] = 1,
        ["inviterID"] = 0,
        ["vipLevel"] = "No VIP",
        ["mktMakerLevel"] = "0",
        ["affiliateID"] = 0,
        ["rsaPublicKey"] = "",
        ["isMaster"] = true,
        ["parentUid"] = "0",
        ["kycLevel"] = "LEVEL_1",
        ["kycRegion"] = "",
    };

    private static JsonObject Entry(LedgerEntry row) => new()
    {
        ["id"] = row.Id,
        ["symbol"] = row.Symbol,
        ["category"] = row.Category?.Wire() ?? "",
        ["side"] = row.Side?.ToString() ?? "None",
        ["transactionTime"] = Wire.Milliseconds(row.At),
        ["type"] = row.Type,
        ["transSubType"] = "",
        ["qty"] = Wire.Text(row.Qty),
        ["size"] = Wire.Text(row.Size),
        ["currency"] = row.Coin,
        ["tradePrice"] = Wire.Text(row.Price),
        ["funding"] = row.Type == "SETTLEMENT" ? Wire.Text(row.Funding) : "",
        ["fee"] = Wire.Text(row.Fee),
        ["cashFlow"] = Wire.Text(row.CashFlow),
        ["change"] = Wire.Text(row.Change),
        ["cashBalance"] = Wire.Text(row.BalanceAfter),
        ["feeRate"] = Wire.Text(row.FeeRate),
        ["bonusChange"] = "",
        ["tradeId"] = row.TradeId,
        ["orderId"] = row.OrderId,
        ["orderLinkId"] = row.OrderLinkId,
        ["extraFees"] = "",
    };
}
