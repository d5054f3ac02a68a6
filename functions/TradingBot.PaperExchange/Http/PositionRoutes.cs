using System.Text.Json.Nodes;

namespace TradingBot.PaperExchange;

/// <summary>Positions and their settings. One-way mode only.</summary>
internal static class PositionRoutes
{
    public static Answer List(Call call)
    {
        var fields = call.Fields;
        var category = fields.Category();
        var symbol = fields.Text("symbol");
        var settleCoin = fields.Text("settleCoin");
        if (category == Category.Spot)
            fields.Fail(Refusals.Parameter("category"));
        if (category == Category.Linear && symbol is null && settleCoin is null)
            fields.Fail(new Refusal(10001, "params error: symbol or settleCoin is required"));
        if (fields.Fault is { } fault)
            return fault;
        if (symbol is not null && InstrumentCatalog.Find(category, symbol) is null)
            return Refusals.Symbol(category);
        return call.Venue.Read(ledger =>
        {
            var rows = symbol is not null
                ? [ledger.PositionOf(category, symbol)]
                : ledger.Positions.NewestFirst.Where(row => row.Category == category && !row.IsFlat && (settleCoin is null || row.Instrument.QuoteCoin == settleCoin));
            return Paging.Page(rows, fields, 20, 200, row => PositionJson.Write(ledger, row), category);
        });
    }

    public static Answer SetLeverage(Call call)
    {
        var fields = call.Fields;
        var category = fields.Category();
        var symbol = fields.Required("symbol");
        var buy = fields.Number("buyLeverage");
        var sell = fields.Number("sellLeverage");
        if (buy is null || buy != sell)
            fields.Fail(new Refusal(10001, "buy leverage invalid"));
        if (fields.Fault is { } fault)
            return fault;
        var leverage = buy.GetValueOrDefault();
        if (category != Category.Linear || InstrumentCatalog.Find(category, symbol) is not { } instrument)
            return Refusals.Symbol(Category.Linear);
        if (leverage < 1 || leverage % 0.01m != 0)
            return new Refusal(10001, "buy leverage invalid");
        if (leverage > instrument.MaxLeverage)
            return new Refusal(110013, $"cannot set leverage [{Wire.Text(leverage * 100)}] gt maxLeverage [{Wire.Text(instrument.MaxLeverage * 100)}] by risk limit");
        return call.Venue.Write<Answer>((ledger, _) =>
        {
            var position = ledger.PositionOf(category, symbol);
            if (position.Leverage == leverage)
                return new Refusal(110043, "Set leverage not modified");
            var changed = position with { Leverage = leverage, Seq = position.Seq == 0 ? ledger.NextSequence() : position.Seq };
            var more = position.IsFlat ? 0 : Margin.PositionInitial(ledger, changed) - Margin.PositionInitial(ledger, position);
            if (more > Margin.Available(ledger))
                return Refusals.Balance(category);
            ledger.Positions.Put(changed);
            return Answer.Empty;
        });
    }

    public static Answer SwitchMode(Call call)
    {
        var fields = call.Fields;
        var category = fields.Category();
        var mode = fields.Whole("mode");
        var symbol = fields.Text("symbol");
        if (symbol is null && fields.Text("coin") is null)
            fields.Fail(new Refusal(10001, "params error: symbol or coin is required"));
        if (fields.Fault is { } fault)
            return fault;
        if (symbol is not null && InstrumentCatalog.Find(category, symbol) is null)
            return Refusals.Symbol(category);
        return mode switch
        {
            0 => new Refusal(110025, "Position mode is not modified"),
            3 => new Refusal(110029, "This symbol does not support hedge mode"),
            _ => Refusals.Parameter("mode"),
        };
    }

    public static Answer ClosedPnl(Call call)
    {
        var fields = call.Fields;
        var category = fields.Category();
        var symbol = fields.Text("symbol");
        var range = TimeRange.Read(fields, call.Now);
        if (category is Category.Spot or Category.Option)
            fields.Fail(Refusals.Parameter("category"));
        if (fields.Fault is { } fault)
            return fault;
        return call.Venue.Read(ledger => Paging.Page(
            ledger.ClosedPnls.NewestFirst.Where(row => row.Category == category && (symbol is null || row.Symbol == symbol) && range.Holds(row.CreatedAt)),
            fields, 50, 100, Closed, category));
    }

    private static JsonObject Closed(ClosedPnl row)
    {
        var instrument = InstrumentCatalog.Get(row.Category, row.Symbol);
        return new JsonObject
        {
            ["symbol"] = row.Symbol,
            ["orderId"] = row.OrderId,
            ["side"] = row.Side.ToString(),
            ["qty"] = instrument.QtyText(row.OrderQty),
            ["orderPrice"] = row.OrderPrice is { } price ? instrument.PriceText(price) : "0",
            ["orderType"] = row.OrderType.ToString(),
            ["execType"] = row.ExecType,
            ["closedSize"] = instrument.QtyText(row.ClosedSize),
            ["cumEntryValue"] = Wire.Text(row.EntryValue),
            ["avgEntryPrice"] = Wire.Rounded(row.EntryValue / row.ClosedSize),
            ["cumExitValue"] = Wire.Text(row.ExitValue),
            ["avgExitPrice"] = Wire.Rounded(row.ExitValue / row.ClosedSize),
            ["closedPnl"] = Wire.Text(row.Pnl),
            ["openFee"] = Wire.Text(row.OpenFee),
            ["closeFee"] = Wire.Text(row.CloseFee),
            ["fillCount"] = row.FillCount.ToString(),
            ["leverage"] = Wire.Text(row.Leverage),
            ["createdTime"] = Wire.Milliseconds(row.CreatedAt),
            ["updatedTime"] = Wire.Milliseconds(row.UpdatedAt),
        };
    }
}
