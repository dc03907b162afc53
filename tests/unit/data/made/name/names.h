#define BlockMain DriverEntry
