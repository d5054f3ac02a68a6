namespace TradingBot.PaperExchange;

internal enum OrderFilter { Order, TpslOrder, StopOrder, BidirectionalTpslOrder }
