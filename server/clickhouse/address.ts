/** Where a ClickHouse answers, real or embedded, and as whom to speak to it. */
export interface ClickHouseAddress {
  /** `http://host:port` or `https://host:port`, without credentials. */
  url: string
  username: string
  password: string
  database: string
}
