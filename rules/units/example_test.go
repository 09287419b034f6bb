package units_test

import (
	"fmt"

	"otaudit/rules/units"
)

func ExampleMedicare() {
	day := units.Medicare([]units.Code{
		{Code: "97112", Minutes: 24, Billed: 2},
		{Code: "97110", Minutes: 23, Billed: 2},
	})
	fmt.Println(day.Working())
	fmt.Println(day.Allocations())
	// Output:
	// 24 (97112) + 23 (97110) = 47 timed minutes: 38 to 52 is 3 units; whole 15-minute blocks 1 + 1; the remaining unit goes to the largest remainder: 97112 (9 against 8)
	// [[2 1]]
}

// A tie: either allocation is right, and the one that was billed stands.
func ExamplePool_Nearest() {
	day := units.Medicare([]units.Code{
		{Code: "97112", Minutes: 20},
		{Code: "97110", Minutes: 20},
	})
	fmt.Println(day.Working())
	fmt.Println(day.Valid([]int{1, 2}), day.Valid([]int{3, 0}), day.Nearest([]int{3, 0}))
	// Output:
	// 20 (97112) + 20 (97110) = 40 timed minutes: 38 to 52 is 3 units; whole 15-minute blocks 1 + 1; the remaining unit goes to either 97112 or 97110 (5 left over each)
	// true false [2 1]
}

func ExamplePerCode() {
	codes := []units.Code{{Code: "97112", Minutes: 20}, {Code: "97110", Minutes: 20}}
	fmt.Println(units.PerCode(codes).Working())
	fmt.Println(units.PerCode(codes).Summary())
	fmt.Println(units.Medicare(codes).Summary())
	// Output:
	// 20 minutes of 97112: 8 to 22 is 1 unit; 20 minutes of 97110: 8 to 22 is 1 unit; each code alone: 1 + 1 = 2 units
	// by the midpoint rule, each code alone: 1 + 1 = 2 units
	// by the Medicare rule, minutes pooled: 20 + 20 = 40 minutes, 3 units
}

func ExampleSplitAssistant() {
	shares := units.Shares{Therapist: 13, Assistant: 23}
	fmt.Println(units.SplitAssistant(2, shares, units.Regime2020).Working())
	fmt.Println(units.SplitAssistant(2, shares, units.Regime2022).Working())
	// Output:
	// 13 therapist and 23 assistant minutes for 2 units: whole 15-minute blocks 0 without and 1 with CO; 13 and 8 minutes left for 1 unit: 8 of 21 minutes are the assistant's, more than 10 %, so with CO; in all 0 without, 2 with CO
	// 13 therapist and 23 assistant minutes for 2 units: whole 15-minute blocks 0 without and 1 with CO; 13 and 8 minutes left for 1 unit: the therapist's 13 are 8 or more, so without CO; in all 1 without, 1 with CO
}
