global using Shop.Lib;
