#pragma once

NTSTATUS LoadCargo();
VOID FreeCargo();
