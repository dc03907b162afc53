#define DRIVER_ENTRY(object, path) NTSTATUS DriverEntry(PDRIVER_OBJECT object, PUNICODE_STRING path)
