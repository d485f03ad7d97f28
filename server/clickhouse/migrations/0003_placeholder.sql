-- local stand-in, never committed
SELECT 1;
