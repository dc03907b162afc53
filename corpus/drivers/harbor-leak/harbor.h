#pragma once
#include <ntddk.h>

namespace Harbor {
NTSTATUS DriverEntry(PDRIVER_OBJECT Driver);
}
