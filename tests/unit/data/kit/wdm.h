/* The little that the tests of real headers need of one. */
#pragma once
typedef long NTSTATUS;
