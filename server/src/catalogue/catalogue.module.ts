import { Module } from '@nestjs/common';
import { LastPrices } from './prices/last-prices';
import { PriceFactsReader } from './prices/price-facts';
import { Prices } from './prices/prices';
import { TradeSettingsStore } from './settings/trade-settings';
import { Skus } from './skus/sku-rows';
import { StockLevels } from './stock/stock-levels';
import { StockMoves } from './stock/stock-moves';
import { Viewpoints } from './viewpoint';

@Module({
  providers: [LastPrices, PriceFactsReader, Prices, Skus, StockLevels, StockMoves, TradeSettingsStore, Viewpoints],
  exports: [LastPrices, PriceFactsReader, Prices, Skus, StockLevels, StockMoves, TradeSettingsStore, Viewpoints],
})
export class CatalogueModule {}
